"""程序制约: majors are decided collectively, materials first, the head speaking last."""

"""分权制约: six powers divided among deputies, none of them in the head's hands."""

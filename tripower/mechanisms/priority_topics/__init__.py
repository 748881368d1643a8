"""Priority topics and the gates of projects (重点选题防控)."""

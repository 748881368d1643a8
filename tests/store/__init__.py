"""Files: what is refused, what is read, what an edit leaves alone."""

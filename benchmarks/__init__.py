"""What performance asks: each figure a ratio to a reference that runs in turn with it."""

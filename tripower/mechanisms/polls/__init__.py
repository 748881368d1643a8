"""Opinion polls on units, and what follows for the last (民调)."""

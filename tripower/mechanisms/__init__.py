"""The rooms: one for each mechanism of the mission."""

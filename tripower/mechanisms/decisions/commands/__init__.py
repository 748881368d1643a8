"""The commands of the room: catalogue, decision, meeting, vote, minutes."""

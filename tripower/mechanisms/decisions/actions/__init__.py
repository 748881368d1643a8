"""What the commands of the room write: records, and nothing else."""

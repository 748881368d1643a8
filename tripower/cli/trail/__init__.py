"""The commands of `tripower trail`, one subject a module."""

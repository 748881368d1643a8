"""tripower: those who decide, carry out and supervise are kept apart."""

__version__ = "0.1.0"

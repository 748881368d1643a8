"""Judges a change by the rules, whoever asks."""

"""Expressions over big tables, the same on every engine."""

"""Notices: records and arithmetic turned into pages and plain text."""

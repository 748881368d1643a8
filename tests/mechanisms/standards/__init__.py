"""Discretion bound to published tiers."""

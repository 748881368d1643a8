"""Discretion bound to published tiers (标准制约): penalties, permits and how they were decided."""

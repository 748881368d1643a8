"""A unit folder and its records: YAML read strictly and written with comments kept."""

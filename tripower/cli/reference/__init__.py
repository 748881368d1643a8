"""The generated pages of docs/: records, rules, and JSON Schemas for editors."""

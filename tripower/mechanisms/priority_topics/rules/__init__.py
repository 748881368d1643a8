"""One function for each rule id."""

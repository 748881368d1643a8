"""Rules on discretion (DIS): one function for each id."""

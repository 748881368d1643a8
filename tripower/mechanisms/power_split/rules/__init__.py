"""Rules of families POW and SEP, one function per id."""

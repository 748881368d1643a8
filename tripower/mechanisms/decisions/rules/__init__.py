"""Rules of families DEC, ARG and FND, one function per id."""

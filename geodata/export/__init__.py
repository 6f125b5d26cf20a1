"""Events out: files for other programs, with where they come from."""

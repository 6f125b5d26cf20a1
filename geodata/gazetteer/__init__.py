"""The names base: built once into one SQLite file, then searched."""

"""The project file: a SQLite database that is a valid GeoPackage."""

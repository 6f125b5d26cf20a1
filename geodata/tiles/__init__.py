"""Tiles of raster maps: from a server that the user allowed, or from the user's own file."""

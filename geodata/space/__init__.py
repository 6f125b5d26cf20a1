"""Space: distances and circles on the ellipsoid, and areas of interest to filter by."""

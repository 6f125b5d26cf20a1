"""Structured events into a project: ACLED, UCDP GED and GDELT exports, and any table or GeoJSON by a mapping of its columns."""

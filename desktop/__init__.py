"""Dateline's window: Qt only here; everything it knows comes from `geodata`."""

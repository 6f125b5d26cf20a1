"""Dateline's core, usable from a script and free of Qt.

An article comes in (`articles`); toponyms are recognised and resolved to places (`geoparsing`, `gazetteer`);
events are coded with their evidence (`events`); everything is kept in one project file (`store`);
a filter picks what is shown; it is drawn by `webmap` and written by `export`. `pipeline` runs the whole way.
"""

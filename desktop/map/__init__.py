"""The map view: the folium page in the web engine, what it may load and how it talks to the window."""

"""The briefing snapshot: the map as it is on screen, on a page that says what it shows.

facts.gather(columns, mask) -> Facts              figures and words
draw.map_pixels(snapshot, facts) -> (w, h)        what picture of the map to ask for
draw.draw(snapshot, facts, picture, extent)       the page
save.save(image, path, ...)                       the PNG
"""

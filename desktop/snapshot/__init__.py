"""The briefing snapshot: the map as it is on screen, on a page that says what it shows.

facts.gather(columns, mask, filter) -> Facts     figures and words
take.take(view, snapshot, facts, ...) -> Page    the map's picture, laid out (layout) and painted (draw, symbols)
save.save(page, path)                            the PNG
"""

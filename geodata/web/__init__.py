"""The way to the web, when a person asks: what may be reached, what is believed of an answer, and who wants to wait."""

"""Articles in: files, pages and pasted text become `Article` values."""

"""Events coded from an article's words: what, where, when and who, with the evidence."""

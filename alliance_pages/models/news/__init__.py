"""News: the articles, the list of them, and the latest as cards."""

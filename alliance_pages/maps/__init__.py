"""The map of the Council of Europe area, and what is marked on it."""

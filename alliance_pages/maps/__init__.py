"""The map: its outlines, and what is drawn on them."""

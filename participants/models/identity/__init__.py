"""Which participants may be one authority, by their names, kinds and places."""

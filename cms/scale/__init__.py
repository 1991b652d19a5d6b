"""A synthetic registry of any size, for measuring."""

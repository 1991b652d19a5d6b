"""A synthetic registry and synthetic news of any size, for measuring."""

"""A registry and news of any size, for measuring."""

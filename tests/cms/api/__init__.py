"""The public API as a whole."""

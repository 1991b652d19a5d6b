"""The content version, and what becomes due by itself."""

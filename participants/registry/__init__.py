"""What keeps the registry, and what surrounds it, searchable."""

"""What keeps the registry true and findable."""

"""What keeps the registry true: which of its participants may be one authority."""

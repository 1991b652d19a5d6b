"""The rules of the registry's tables."""

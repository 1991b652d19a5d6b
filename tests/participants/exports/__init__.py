"""The files that the registry gives out."""

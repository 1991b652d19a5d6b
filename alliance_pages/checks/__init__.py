"""Texts held against registry, note and time."""

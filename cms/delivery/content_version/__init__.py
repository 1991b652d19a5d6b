"""Triggers that name the state of all that is public."""

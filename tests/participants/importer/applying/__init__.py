"""Applying, undoing, and their commands."""

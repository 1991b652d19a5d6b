"""The announcement of a new participant."""

"""The pages' part of the public API."""

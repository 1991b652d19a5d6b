"""The project's middleware."""

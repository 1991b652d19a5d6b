"""The registry's part of the public API."""

"""Previews in the frontend: what a token opens, and what it does not."""

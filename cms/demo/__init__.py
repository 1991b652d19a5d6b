"""The demonstration, and what loads and serves it."""

"""Public addresses, and what surrounds every page."""

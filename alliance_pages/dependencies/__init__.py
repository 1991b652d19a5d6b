"""Which public answers a change touches."""

"""Which public answers show what: the tags that answers carry, and those that a change touches."""

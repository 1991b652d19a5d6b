"""Read what the office uploads: a table of texts, or the reason why it is none."""

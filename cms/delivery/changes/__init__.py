"""What a public change touches, and the log that tells it."""

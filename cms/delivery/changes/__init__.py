"""What a change touches, and the log that tells it."""

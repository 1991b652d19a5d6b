"""Public answers, given without Django."""

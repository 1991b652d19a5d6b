"""What is served a second, beside controls."""

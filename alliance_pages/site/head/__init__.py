"""What the head of a page says of it, for templates and for the API alike."""

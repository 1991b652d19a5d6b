"""`resolve/`: what is at a path."""

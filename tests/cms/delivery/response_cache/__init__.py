"""What is answered without Django."""

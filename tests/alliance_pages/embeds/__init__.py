"""What other sites show of this one in a frame."""

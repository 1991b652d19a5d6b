"""What visitors see of the road: form, confirmation, status."""

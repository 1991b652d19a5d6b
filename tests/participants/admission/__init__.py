"""Numbers, and the step that issues them."""

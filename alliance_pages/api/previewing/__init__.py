"""`preview/` for pages beside participants."""

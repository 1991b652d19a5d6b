"""What makes the content version exact: triggers on every table that holds public content."""

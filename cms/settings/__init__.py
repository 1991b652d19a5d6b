"""Settings: one module for each place where the project runs, over what they share."""

"""Health, metrics, timing and logs."""

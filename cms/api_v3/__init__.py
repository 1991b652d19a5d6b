"""API v3 as this project serves it: Wagtail's own, for authenticated work, with its faults mended."""

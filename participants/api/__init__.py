"""The registry in Wagtail's API v2."""

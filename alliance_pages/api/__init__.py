"""Pages, images and documents in the public API."""

"""Pages, images and documents in Wagtail's API v2, as anonymous readers may see them."""

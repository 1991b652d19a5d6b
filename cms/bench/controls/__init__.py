"""What the product is measured against: Wagtail as it comes, a bare view, a bare callable."""

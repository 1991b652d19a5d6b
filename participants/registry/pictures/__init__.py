"""Pictures: which renditions there are, when they are made, and how lists load them."""

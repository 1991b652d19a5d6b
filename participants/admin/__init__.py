"""What editors of the registry see in the admin beside Wagtail's own."""

"""What editors say of that which surrounds every page: auspices, menus, contact, links."""

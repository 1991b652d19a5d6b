"""`resolve/`: all that a frontend shows at a path of the site, in one answer."""

"""A database backend that waits for no silent server."""

"""Django's database backend for PostgreSQL, in which the web server waits for no silent server."""

"""Values of the registry and how they are written, without a database."""

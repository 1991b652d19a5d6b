"""Values as people write them, read without the database."""

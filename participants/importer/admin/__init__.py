"""The importer's pages in the admin."""

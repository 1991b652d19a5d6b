"""The words of pages, kept beside them for the search over everything."""

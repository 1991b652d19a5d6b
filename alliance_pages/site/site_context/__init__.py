"""What is the same around every page of a language: read by the templates and by the API."""

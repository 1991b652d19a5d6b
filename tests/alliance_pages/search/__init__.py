"""The search over everything public, as the site and the API answer it."""

"""The page types, their part of the public API, and the site for visitors."""

"""`make bench`: what the product serves a second, beside controls in the same run."""

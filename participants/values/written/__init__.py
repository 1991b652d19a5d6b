"""Dates, numbers, degrees and countries as people write them."""

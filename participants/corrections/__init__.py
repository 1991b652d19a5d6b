"""Corrections: what visitors say is wrong on a profile, and what the office says of it."""

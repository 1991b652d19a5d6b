"""Feeds in three formats, and the calendar, as their readers have them."""

"""Webhooks: targets, sending, their pages in the admin."""

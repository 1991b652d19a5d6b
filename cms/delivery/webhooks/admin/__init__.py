"""Webhooks and the delivery log in the admin."""

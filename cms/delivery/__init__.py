"""What leaves the server, fast and exactly fresh.

A Django app of its own for any Wagtail project: the content version, the store of answers in
front of Django, the outbox with purges and webhooks, health and metrics.
"""

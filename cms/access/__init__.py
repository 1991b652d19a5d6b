"""Limits on guessing passwords and tokens.

Who is refused, and how a lock is lifted. What is counted stands in the tables of django-axes, for
all workers together.
"""

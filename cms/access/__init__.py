"""Guessing of passwords and tokens: how often it is answered, who is refused, how a lock is lifted.

What is counted stands in the tables of django-axes, for all workers together.
"""

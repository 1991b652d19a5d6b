"""What runs in a process of its own to read a stranger's letter; it knows no Django.

The standard input is the letter, the standard output its pages or its picture and nothing else.
"""

from enum import IntEnum

# What both sides know: the bounds of a letter, and the statuses that say why one was refused.
MOST_PAGES = 50
MOST_PIXELS = 40_000_000


class Refusal(IntEnum):
    """Exit statuses of the cleaner; any other but 0 says that the letter is unreadable."""

    PROTECTED = 10
    TOO_MANY_PAGES = 11
    TOO_MANY_PIXELS = 12

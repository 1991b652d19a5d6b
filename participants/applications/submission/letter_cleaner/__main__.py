"""Read a letter within bounds that the operating system keeps, and write it anew.

Run by path in isolated mode with the kind of the letter (pdf, jpg, png) as its only argument.
"""

import resource
import sys
from pathlib import Path

SECONDS = 10
MEMORY = 640 * 1024 * 1024  # bytes of address space; the largest pictures take 500 MB
MOST_WRITTEN = 40 * 1024 * 1024  # bytes; a picture can grow when it is compressed anew


def bound(what: int, most: int) -> None:
    """Limit a resource for good, unless a lower limit holds already."""
    hard = resource.getrlimit(what)[1]
    value = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (value, value))


def confine() -> None:
    """Bound what this process may take, before it looks at a letter."""
    bound(resource.RLIMIT_CORE, 0)
    bound(resource.RLIMIT_CPU, SECONDS)
    bound(resource.RLIMIT_AS, MEMORY)
    bound(resource.RLIMIT_FSIZE, MOST_WRITTEN)


def main() -> None:
    """Clean the letter. Whatever goes wrong ends the process with a status other than 0."""
    confine()
    sys.path.append(str(Path(__file__).resolve().parents[4]))
    sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read(), sys.argv[1]))


def cleaned(letter: bytes, kind: str) -> bytes:
    """Return the letter written anew; loads no more than its kind needs."""
    if kind == "pdf":
        from participants.applications.submission.letter_cleaner.pdf import rewritten

        return rewritten(letter)
    from participants.applications.submission.letter_cleaner.pictures import encoded_anew

    return encoded_anew(letter, kind)


if __name__ == "__main__":
    main()

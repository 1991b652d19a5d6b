"""What many pages have in common, worked out once for each version of the content.

Pages do not know who keeps a version. An app that does registers how it is read when it starts;
without one nothing is remembered, and everything else works.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

from participants.registry.registry_cache import AnswersByVersion

Answer = TypeVar("Answer")

_readers: list[Callable[[], Hashable | None]] = []
answers = AnswersByVersion(most=256)


def register_content_version(read: Callable[[], Hashable | None]) -> None:
    """Let a function name all that is public now; None where nothing does."""
    _readers[:] = [read]


def content_version() -> Hashable | None:
    """Return what names all that is public now, or None where nobody can tell."""
    return _readers[0]() if _readers else None


def once_per_version(question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """Return what the content says to a question, asking for it once for each version.

    The answer is shared by all requests of the process: nobody may change it.
    """
    return answer_for(content_version(), question, answer)


def answer_for(
    version: Hashable | None, question: Hashable, answer: Callable[[], Answer]
) -> Answer:
    """Return what a version that was read before says to a question."""
    return answers.get(version, question, answer)

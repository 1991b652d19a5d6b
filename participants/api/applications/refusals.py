"""What is said to whoever sends something that cannot be taken in."""

from participants.applications.submission.form import Errors


class RefusedError(Exception):
    """Says what is wrong with an application. errors: sentences by place in the document."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class TooLargeError(Exception):
    """Says that a request has more bytes than anybody needs for an application."""

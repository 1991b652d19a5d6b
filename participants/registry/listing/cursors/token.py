"""The cursor as a text for addresses: signed, so that only what was handed out comes back."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from django.core.signing import BadSignature, Signer

from participants.registry.listing.parameters import refuse

# Part of the key of the signature: cursors of another form of token are refused as malformed.
SALT = "participants.registry.listing.cursors.1"

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Cursor:
    """The last row of a page.

    values: what the columns of the order held, as JSON has it, dates in ISO 8601; key: its primary
    key; position: how many rows stood up to it, a hint that is checked before it is followed;
    given: keys of rows that are not to be given again, in an order that no column tells.
    """

    values: tuple[Value, ...] = ()
    key: int = 0
    position: int = 0
    given: tuple[int, ...] = ()

    def token(self, listing: str) -> str:
        """Return the text for addresses. listing: the fingerprint of the list it belongs to."""
        return _signer().sign_object([listing, *astuple(self)], compress=True)

    @classmethod
    def from_token(cls, token: str, listing: str) -> "Cursor":
        """Return the cursor of a text. Raises BadRequestError for one of another list or none."""
        try:
            found, values, key, position, given = _signer().unsign_object(token)
        except BadSignature:
            refuse("after", "is no cursor; take it from meta.next of the page before.")
        if found != listing:
            refuse(
                "after",
                "belongs to another list; follow meta.next with the same filters and order.",
            )
        return cls(tuple(values), key, position, tuple(given))


def fingerprint(endpoint: str, question: Mapping[str, str]) -> str:
    """Return what tells one list from another. question: its filters and order by parameter."""
    told = json.dumps([endpoint, sorted(question.items())])
    return blake2b(told.encode(), digest_size=8).hexdigest()


def plain(value: Any) -> Value:
    """Return the value of a column as it comes back from JSON; floats come back to the last bit."""
    return value.isoformat() if isinstance(value, date) else value


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")

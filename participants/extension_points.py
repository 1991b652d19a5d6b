"""Where other apps join in: the addresses of profiles, and signals."""

from collections.abc import Callable

from django.dispatch import Signal

# Turns a language code into the address that profiles lie under, ending in a slash.
Resolver = Callable[[str], str | None]

_resolvers: list[Resolver] = []


def register_profiles_address(resolver: Resolver) -> None:
    """Let a resolver answer for the profiles of a language."""
    _resolvers.append(resolver)


def profiles_address(language: str) -> str | None:
    """Return the address under which the profiles of a language lie, or None.

    A profile's own address is this one, the participant's slug and a slash.
    """
    return next((address for resolve in _resolvers if (address := resolve(language))), None)


# Sent inside the transaction of an admission, with `participant` (its newest draft), `number`,
# `user`, `application` (what it had sent, or None) and `is_new_number`. A receiver returns the
# objects that it has drafted. One that raises stops the admission; all is undone with it.
participant_admitted = Signal()

# Sent inside the transaction that removes somebody's personal data, with `emails`, a list.
personal_data_removed = Signal()

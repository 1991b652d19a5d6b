"""Where participants have their public profiles.

The registry does not know the site's pages. An app that shows profiles registers a resolver
when it starts; without one, participants have no address and everything else works.
"""

from collections.abc import Callable

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

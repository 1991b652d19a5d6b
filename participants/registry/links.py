"""Links in rich text, resolved to what is public where they lead."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.rich_text import LinkHandler

from participants.extension_points import profiles_address
from participants.models import Participant
from participants.registry.compiled_query import MOST_KEYS, CompiledQuery
from participants.values.fields import KEY

Attributes = dict[str, str]
Reference = tuple[type[Participant], str, str, str]

_SLUGS = CompiledQuery(
    lambda *keys: Participant.objects.public().filter(pk__in=keys).values_list("pk", "slug")
)


@dataclass(frozen=True)
class Target:
    """Where a link leads.

    address: a path of this site, or a full one. type, key: as the API names what is shown there.
    """

    address: str
    type: str
    key: int


class PublicLinkHandler(LinkHandler):
    """Resolve links of one type, and leave out the address of what is not public."""

    @classmethod
    def targets(cls, keys: Collection[int], language: str) -> dict[int, Target]:
        """Return where links with these keys lead for readers of a language, as far as public."""
        raise NotImplementedError

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[Attributes]) -> list[str]:
        targets = cls.targets(keys_of(attrs_list), get_language() or "en")
        found = [targets.get(key_of(attributes)) for attributes in attrs_list]
        return [f'<a href="{escape(target.address)}">' if target else "<a>" for target in found]


class ParticipantLinkHandler(PublicLinkHandler):
    """Resolve links to participants to their profiles."""

    identifier = "participant"

    @staticmethod
    def get_model() -> type[Participant]:
        return Participant

    @classmethod
    def extract_references(cls, attrs: Attributes) -> Iterator[Reference]:
        # For the list of where a participant is used.
        yield Participant, attrs["id"], "", ""

    @classmethod
    def targets(cls, keys: Collection[int], language: str) -> dict[int, Target]:
        profiles = profiles_address(language)
        if not profiles:
            return {}
        wanted = list(keys)
        return {
            key: Target(f"{profiles}{quote(slug)}/", Participant._meta.label, key)
            for start in range(0, len(wanted), MOST_KEYS)
            for key, slug in _SLUGS.rows_of(wanted[start : start + MOST_KEYS])
        }


def key_of(attributes: Attributes) -> int:
    """Return the key that a link names, or 0, which nothing has."""
    text = attributes.get("id", "")
    return int(text) if re.fullmatch(KEY, text) else 0


def keys_of(attrs_list: Collection[Attributes]) -> set[int]:
    """Return the keys that some links name."""
    return {key_of(attributes) for attributes in attrs_list} - {0}

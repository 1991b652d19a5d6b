"""What the registry says of its size, on any day, and of the participants that a text names."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from alliance_pages.checks.passages import Passage
from participants.models import Participant
from participants.models.parts.figure import Figure
from participants.models.parts.membership import EventKind, MembershipEvent
from participants.models.parts.texts import ParticipantText
from participants.models.querysets import ParticipantQuerySet
from participants.registry.registry_cache import RegistryVersion
from participants.values.text import fold

WORD = re.compile(r"[^\W_]+")
SHORTEST_NAME = 3

CITIES = frozenset({"city", "municipality", "metropolitan_city"})
REGIONS = frozenset({"region", "county", "province", "department"})


@dataclass(frozen=True)
class Size:
    """How many take part, by kind and country. by_kind: of the codes of `Kind`."""

    by_kind: Counter = field(default_factory=Counter)
    by_country: Counter = field(default_factory=Counter)

    @classmethod
    def of(cls, found: ParticipantQuerySet) -> "Size":
        size = cls()
        rows = found.order_by().values_list("kind", "country").annotate(Count("pk", distinct=True))
        for kind, country, number in rows:
            size.by_kind[kind] += number
            size.by_country[country] += number
        return size

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())

    @property
    def countries(self) -> int:
        return len(self.by_country)


@dataclass(frozen=True)
class Named:
    """What is held against a text that names a participant.

    joined: dates of admission, ISO 8601 of known precision; figures: by measure, as (value, value
    up to) pairs.
    """

    key: int
    names: dict[str, str]
    number: int | None
    joined: list[str]
    figures: dict[str, list[tuple[int, int]]]

    def name(self, language: str) -> str:
        return self.names.get(language) or next(iter(self.names.values()), "")


class RegistryFacts:
    """The registry at one version. What is asked for once is kept while the version is."""

    def __init__(self) -> None:
        self.public = Participant.objects.public()
        numbered = self.public.exclude(number=None).values_list("number", "pk")
        # As a list: `dict` would take the queryset for a mapping.
        self.numbers: dict[int, int] = dict(list(numbered))
        self.today = Size.of(self.public.taking_part())
        self._sizes: dict[date, Size] = {}
        self._named: dict[int, Named] = {}
        self._by_word: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
        texts = ParticipantText.objects.filter(participant__in=self.public.values("pk"))
        names = set(texts.values_list("name", "participant"))
        names |= set(self.public.exclude(name_local="").values_list("name_local", "pk"))
        for name, key in names:
            parts = tuple(fold(word) for word in WORD.findall(name))
            if len(name) >= SHORTEST_NAME and parts and all(parts):
                self._by_word[parts[0]].append((parts, key))

    @classmethod
    def now(cls) -> "RegistryFacts":
        """Return the facts of the registry as it is."""
        return RegistryVersion.now().remember("facts for texts", cls)

    def on(self, day: date) -> Size:
        """Return how many are known to have taken part on a day."""
        if day not in self._sizes:
            self._sizes[day] = Size.of(self.public.as_of(day))
        return self._sizes[day]

    def participants_in(self, passage: Passage) -> list[tuple[int, int]]:
        """Return where participants are named, as (place, key), in their order."""
        found = []
        words = [(match.start(), match[0]) for match in WORD.finditer(passage.text)]
        folded = [fold(word) for _start, word in words]
        for place, (start, word) in enumerate(words):
            if not word[0].isupper():
                continue
            for parts, key in self._by_word.get(folded[place], ()):
                if tuple(folded[place : place + len(parts)]) == parts:
                    found.append((start, key))
        return found

    def named(self, key: int) -> Named:
        """Return what is known of a participant. Three queries, the first time."""
        if key not in self._named:
            self._named[key] = self._read(key)
        return self._named[key]

    def _read(self, key: int) -> Named:
        figures: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in Figure.objects.filter(participant=key, value__isnull=False):
            figures[row.measure].append((row.value, row.value_max or row.value))
        admitted = MembershipEvent.objects.filter(
            participant=key, kind=EventKind.ADMITTED, date__gt=""
        )
        texts: Any = ParticipantText.objects.filter(participant=key).order_by("pk")
        return Named(
            key,
            dict(texts.values_list("locale__language_code", "name")),
            self.public.filter(pk=key).values_list("number", flat=True).first(),
            list(admitted.values_list("date", flat=True)),
            dict(figures),
        )

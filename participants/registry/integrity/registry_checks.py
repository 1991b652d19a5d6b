"""Checks of the database's word index and triggers, and of all participants together."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, QuerySet
from wagtail.models import Locale

from participants.models import (
    EventKind,
    InitiativeText,
    IssuedNumber,
    MembershipEvent,
    Participant,
    ParticipantText,
    RegistryState,
)
from participants.registry import database
from participants.values.languages import content_languages

REGISTRY = "The registry"


@dataclass(frozen=True)
class Finding:
    """A fault, with whom it concerns and a sentence on what it is."""

    label: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.label}: {self.sentence}"


def label_of(participant: Participant) -> str:
    """Return a name to find it by: "Megara (megara)"."""
    return f"{participant} ({participant.slug or participant.pk})"


NAMED = re.compile(r"CREATE (?:VIRTUAL TABLE|TRIGGER|INDEX) IF NOT EXISTS (\w+)")
PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('table', 'trigger')",
    "postgresql": (
        "SELECT indexname FROM pg_indexes WHERE schemaname = ANY (current_schemas(false)) "
        "UNION SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    ),
}


def objects() -> Iterator[Finding]:
    query = PRESENT.get(connection.vendor)
    if query is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    for name in expected_objects():
        if name not in present:
            yield Finding(
                REGISTRY, f"{name} is missing in the database; `migrate` puts it in place."
            )


def expected_objects() -> list[str]:
    """Return the names of the word indexes and the triggers on this kind of database."""
    app = apps.get_app_config("participants")
    tables = [app.get_model(name)._meta.db_table for name in database.WATCHED_MODELS]
    words = "".join(database.word_scripts(connection.vendor))
    if connection.vendor == "sqlite":
        events = ("INSERT", "UPDATE", "DELETE")
        triggers = [f"{table}_state_{event}" for table in tables for event in events]
        return [*NAMED.findall(words), *triggers]
    own = NAMED.findall(words + database.POSTGRESQL_STATE)
    return [*own, *(f"{table}_state" for table in tables)]


def word_index() -> Iterator[Finding]:
    """Find out on SQLite whether the word index agrees with the table; others cannot differ."""
    index = Participant.word_index
    if connection.vendor != "sqlite" or index not in connection.introspection.table_names():
        return
    # With a rank of 1 it is compared with the table, and not only with itself.
    check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608  a constant
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(check)
    except DatabaseError:
        yield Finding(
            REGISTRY, "the word index does not agree with the names; `migrate` builds it anew."
        )


STORAGE_CHECKS = (objects, word_index)


def state() -> Iterator[Finding]:
    if list(RegistryState.objects.values_list("pk", flat=True)) != [1]:
        yield Finding(REGISTRY, "there is not exactly one row that names its state.")


def twins() -> Iterator[Finding]:
    """Find numbers and slugs that several have."""
    for name in ("number", "slug"):
        known = Participant.objects.exclude(**{name: None}).order_by(name).values(name)
        for row in known.annotate(size=Count("pk")).filter(size__gt=1):
            yield Finding(REGISTRY, f"{row['size']} participants have the {name} {row[name]}.")


def issued() -> Iterator[Finding]:
    for number in IssuedNumber.objects.filter(number__lt=1).values_list("number", flat=True):
        yield Finding(REGISTRY, f"the number {number} has been issued; numbers begin with 1.")


def languages() -> Iterator[Finding]:
    known = Locale.objects.filter(language_code__in=content_languages()).values("pk")
    texts = ParticipantText.objects.exclude(locale__in=known).values_list("participant", flat=True)
    yield from _about(texts, "it has a text in a language that the site does not have.")
    words = InitiativeText.objects.exclude(locale__in=known)
    yield from _about(
        words.values_list("initiative__participant", flat=True),
        "an initiative has a text in a language that the site does not have.",
    )


def mergers() -> Iterator[Finding]:
    """Find mergers into nobody, and those that lead back to where they began."""
    events = MembershipEvent.objects.filter(kind=EventKind.MERGED)
    lost = events.exclude(successor__in=Participant.objects.values("pk"))
    yield from _about(
        lost.values_list("participant", flat=True), "it merged into an authority that is not there."
    )
    successors = dict(events.order_by("sort_order").values_list("participant", "successor"))
    in_circles = [key for key in successors if _comes_back(key, successors)]
    yield from _about(in_circles, "its mergers lead back to itself.")


def _comes_back(start: int, successors: dict[int, int | None]) -> bool:
    seen: set[int] = set()
    place = successors.get(start)
    while place is not None and place not in seen:
        if place == start:
            return True
        seen.add(place)
        place = successors.get(place)
    return False


def _about(keys: QuerySet | list[int], sentence: str) -> Iterator[Finding]:
    for participant in Participant.objects.with_names().filter(pk__in=keys).order_by("pk"):
        yield Finding(label_of(participant), sentence)


WHOLE_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    state,
    twins,
    issued,
    languages,
    mergers,
)

"""Which participant a row speaks of: by number, then slug, then country and name."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from sys import intern

from django.utils.text import slugify
from django.utils.translation import gettext as _

from participants.importer.planning.participant_row import ParticipantRow
from participants.importer.reading.faults import Fault
from participants.models import IssuedNumber, Participant
from participants.models.identity.authority import may_be_one_kind
from participants.models.identity.matching import IdentityRow, described, identity_of, names_in
from participants.registry.identity_index import IdentityIndex, WebsiteIndex
from participants.values.languages import default_language
from participants.values.text import fold


class Conflict(Exception):  # noqa: N818  it is a state of the data, not a failure of ours
    """Says that a row can mean several participants, or contradicts the one it names."""

    def __init__(self, column: str, value: object, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.value = str(value)

    def as_fault(self, row: ParticipantRow) -> Fault:
        return Fault(row.row, self.column, self.value, str(self))


class RegistryIndex:
    """All participants by number, slug and folded name, and what the rows so far have claimed.

    public: those that are public, and become so by the rows so far, where the file is published.
    """

    def __init__(self, *, publish: bool) -> None:
        self.public = IdentityIndex()
        self.websites = WebsiteIndex()
        self.kinds: dict[int, str] = {}
        self.by_number: dict[int, int] = {}
        self.by_slug: dict[str, int] = {}
        self.by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.rows: dict[object, int] = {}
        self.labels: dict[int, str] = {}
        self.issued: dict[int, int | None] = dict(
            IssuedNumber.objects.values_list("number", "participant_id")
        )
        keys = ("pk", "number", "live", "website")
        stored = Participant.objects.values_list(*keys, *IdentityRow._fields)
        for pk, number, is_live, website, *columns in stored.iterator(chunk_size=5_000):
            indexed = IdentityRow(*columns)
            self.by_slug[indexed.slug] = pk
            self.kinds[pk] = intern(indexed.kind)
            if number is not None:
                self.by_number[number] = pk
            self.websites.add(website, pk)
            for name in names_in(indexed.search_text):
                self.by_name[indexed.country, name].add(pk)
            if publish and is_live:
                self.public.add(indexed)

    def match(self, row: ParticipantRow) -> int | None:
        """Return the key of the participant that the row means, or None for a new one.

        Raises Conflict where the row can mean several, or its parts mean different ones.
        """
        found = self._by_key(row)
        if found is None:
            found = self._by_name(row)
        self._check_number(row, found)
        return found

    def _by_key(self, row: ParticipantRow) -> int | None:
        by_number = self.by_number.get(row.number) if row.number else None
        by_slug = self.by_slug.get(row.slug) if row.slug else None
        if by_number and by_slug and by_number != by_slug:
            raise Conflict(
                "slug",
                row.slug,
                _("The number is that of %(one)s, but the slug is that of %(other)s. Correct one.")
                % {"one": self.described(by_number), "other": self.described(by_slug)},
            )
        found = by_number or by_slug
        named = self._named(row) if found else set()
        if found and named and found not in named:
            key = "number" if by_number else "slug"
            raise Conflict(
                key,
                getattr(row, key),
                _(
                    "This is the key of %(one)s, but name and country are those of %(other)s. "
                    "Correct the row."
                )
                % {"one": self.described(found), "other": self.described(min(named))},
            )
        return found

    def load_labels(self, rows: Iterable[ParticipantRow]) -> None:
        """Load what the sentences on some rows may call others, in two queries for all rows."""
        keys = {pk for row in rows for pk in self._speakable(row)}
        named = Participant.objects.filter(pk__in=keys).with_names() if keys else []
        self.labels = {participant.pk: described(participant) for participant in named}

    def _speakable(self, row: ParticipantRow) -> set[int]:
        """Return the participants of which a sentence on the row may speak, if not of one alone."""
        found = {self.by_number.get(row.number or 0, 0), self.by_slug.get(row.slug or "", 0)} - {0}
        if found:
            found |= self._named(row)
        if len(found) < 2:
            found.clear()
        website = row.links.get("website")
        owner = self.websites.owner_of(website, but=0) if website else None
        return found | ({owner} if isinstance(owner, int) else set())

    def described(self, pk: int) -> str:
        """Return the name of a participant with what tells it from others."""
        return self.labels.get(pk) or described(Participant.objects.with_names().get(pk=pk))

    def _by_name(self, row: ParticipantRow) -> int | None:
        found = self._named(row)
        if len(found) > 1:
            raise Conflict(
                f"name_{default_language()}",
                next(iter(row.names.values()), row.name_local),
                _("Several participants of this country have this name. Add the number or slug."),
            )
        return next(iter(found), None)

    def _named(self, row: ParticipantRow) -> set[int]:
        """Return the participants of the row's country that have a name of the row."""
        if row.country is None:
            return set()
        found: set[int] = set()
        for name in _names(row):
            found |= self.by_name.get((row.country, name), set())
        if row.kind is not None:
            found = {pk for pk in found if may_be_one_kind(row.kind, self.kinds[pk])}
        return found - {self.by_slug.get(slug, 0) for slug in row.distinct_from or ()}

    def check_unclaimed(self, row: ParticipantRow, pk: int | None) -> None:
        """Raise Conflict where a row above, which was not refused, stands for the same."""
        taken = filter(None, (self.rows.get(claim) for claim in self._claims(row, pk)[0]))
        if above := next(taken, None):
            message = _("This is the same participant as in row %(row)d.")
            raise Conflict("", "", message % {"row": above})

    def claim(self, row: ParticipantRow, pk: int | None) -> None:
        """Remember what the row stands for, so that a second one for the same is noticed."""
        for claim in itertools.chain(*self._claims(row, pk)):
            self.rows.setdefault(claim, row.row)

    def _claims(self, row: ParticipantRow, pk: int | None) -> tuple[list[object], list[object]]:
        """Return what no other row may stand for, and what only one without keys may not."""
        claims: list[object] = [("number", row.number)] if row.number else []
        claims += [("slug", row.slug)] if row.slug else []
        # Places of the same name are told apart by number or slug; a row without is not.
        names = [("name", row.country, name) for name in _names(row)]
        if pk:
            return [*claims, ("key", pk)], []
        if row.number or row.slug:
            return claims, [*names]
        return [*claims, *names], []

    def _check_number(self, row: ParticipantRow, pk: int | None) -> None:
        """Refuse a number that another one had, even if that one has been deleted."""
        if row.number in self.issued and (pk is None or self.issued[row.number] != pk):
            raise Conflict(
                "number",
                row.number,
                _("This number has been issued before. It is never given again."),
            )

    def check_unlike(self, participant: Participant) -> None:
        """Let a participant be published. Raises Conflict where one may be the same authority."""
        identity = identity_of(participant)
        others = self.public.same_as(identity)
        if others:
            raise Conflict(
                "distinct_from",
                "",
                _(
                    "This may be the same authority as one that is public, or stands further up "
                    "in this file: %(slugs)s. If it is another one, write that into the column "
                    "“distinct_from”."
                )
                % {"slugs": "; ".join(others)},
            )
        self.public.add(IdentityRow.of(participant))

    def other_with_website(self, address: str, owner: int | str) -> list[str]:
        """Return the name of another one that has a website, and remember whose it is."""
        found = self.websites.owner_of(address, but=owner)
        self.websites.add(address, owner)
        if found is None:
            return []
        return [found if isinstance(found, str) else self.described(found)]

    def new_slug(self, row: ParticipantRow) -> str:
        """Return the slug of a new participant: the one given, or a free one from its name.

        It stays free until it is taken with `keep_slug`.
        """
        wanted = row.slug or slugify(fold(row.names[default_language()]))[:90] or "participant"
        if row.slug and row.slug in self.by_slug:
            raise Conflict("slug", row.slug, _("A row above gets this slug. Write another one."))
        slug = wanted
        count = 2
        while slug in self.by_slug:
            slug = f"{wanted}-{count}"
            count += 1
        return slug

    def keep_slug(self, slug: str) -> None:
        """Let no further row get a slug."""
        self.by_slug[slug] = 0


def _names(row: ParticipantRow) -> Iterator[str]:
    for name in {*row.names.values(), row.name_local}:
        if name and fold(name):
            yield fold(name)

"""`participants/summary/`: totals and facets of what the filters keep."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils import timezone

from participants.api.reader import Reader
from participants.api.representations import represent_all
from participants.api.shapes import NewestParticipant, Summary, ThemeCount
from participants.models import Kind, OnFile, ParticipantTheme, Status, Theme
from participants.models.parts.on_file import HAS_ON_FILE, keys_with
from participants.models.querysets import ParticipantQuerySet
from participants.registry.listing.filters import Filters
from participants.registry.listing.rows import country
from participants.registry.totals import figure_totals, represent_totals
from participants.values.countries import CODES, country_footnotes
from participants.values.languages import by_language
from participants.values.text import fold

NEWEST_FIELDS = ["id", "detail_url", "html_url", "number", "slug", "name", "country", "joined_on"]


# Which choices are listed: without it, those that there is something of.
FACETS = {"all": None}
# The columns of the facets, and the filters that choose among the values of each.
OWN_FILTERS = {
    "country": ("country",),
    "kind": ("kind",),
    "year": ("year", "joined_after", "joined_before"),
    "standing": ("status",),
}
THEME_FILTERS = ("theme", "theme__all")
ON_FILE_FILTERS = ("has",)


@dataclass(frozen=True)
class Facets:
    """What there would be of each value without the filter that chooses among them, in codes.

    by_column: by what, then by code; on_file: by what is on file.
    """

    by_column: dict[str, Counter[Any]]
    themes: list[dict[str, Any]]
    on_file: dict[str, int]


@dataclass(frozen=True)
class Tally:
    """What was counted, in codes: the same in every language. taking_part: by country."""

    total: int
    facets: Facets
    taking_part: Counter[str]
    former: int
    undated: int
    without_position: int
    figures: list[dict[str, Any]]
    newest: int | None


def tally(filters: Filters) -> Tally:
    """Count what the filters keep, once for each state of the registry."""
    return filters.remember("summary", lambda: _count(filters))


def count_facets(filters: Filters) -> Facets:
    """Count the values of all facets, once for each state of the registry."""
    return filters.remember("facets", lambda: _count_facets(filters, _groups(filters)))


def _count_facets(filters: Filters, groups: list[dict[str, Any]]) -> Facets:
    return Facets(
        by_column={name: _facet_sizes(filters, name, groups) for name in OWN_FILTERS},
        themes=_themes(filters.without(THEME_FILTERS).found),
        on_file=_on_file(filters, groups),
    )


def _count(filters: Filters) -> Tally:
    found = filters.found
    groups = _groups(filters)
    kept = [group for group in groups if group["standing"] in filters.statuses]
    there = [group for group in kept if group["standing"] in Status.taking_part()]
    return Tally(
        total=sum(group["size"] for group in kept),
        facets=_count_facets(filters, groups),
        taking_part=sizes(there, "country"),
        former=sum(group["size"] for group in groups if group["standing"] in Status.former()),
        undated=filters.undated.count(),
        without_position=sum(group["without_position"] for group in kept),
        figures=figure_totals(found),
        newest=found.taking_part().newest_first().values_list("pk", flat=True).first(),
    )


def _facet_sizes(filters: Filters, name: str, groups: list[dict[str, Any]]) -> Counter[Any]:
    """Return how many there are of each value of a column, whatever its own filter keeps.

    groups: what all filters but `status` keep.
    """
    if name == "standing":
        return sizes(groups, name)
    own = OWN_FILTERS[name]
    if any(parameter in filters.given for parameter in own):
        groups = _groups(filters.without(own))
    return sizes([group for group in groups if group["standing"] in filters.statuses], name)


def sizes(groups: Iterable[dict[str, Any]], name: str) -> Counter[Any]:
    """Add up the sizes of groups by one of their values, but for those that have none."""
    found: Counter[Any] = Counter()
    for group in groups:
        if group[name]:
            found[group[name]] += group["size"]
    return found


def _groups(filters: Filters) -> list[dict[str, Any]]:
    """Count what all filters but `status` keep."""
    having = {
        name: Count("pk", filter=Q(pk__in=keys_with(what))) for what, name in HAS_ON_FILE.items()
    }
    return list(
        filters.of_any_status.order_by()
        .annotate(year=Left("admitted", 4))
        .values("country", "kind", "standing", "year")
        .annotate(size=Count("pk"), without_position=Count("pk", filter=Q(latitude=None)), **having)
    )


def _themes(found: ParticipantQuerySet) -> list[dict[str, Any]]:
    """Return all themes, and how many work on each."""
    items = ParticipantTheme.objects.filter(content_object__in=found.order_by().values("pk"))
    counts = dict(items.values_list("tag").annotate(Count("pk")).order_by("tag"))
    themes = Theme.objects.values("pk", "slug", "labels")
    return [{**theme, "count": counts.get(theme["pk"], 0)} for theme in themes]


def _on_file(filters: Filters, groups: list[dict[str, Any]]) -> dict[str, int]:
    """Return how many have each thing on file. groups: as for `_facet_sizes`."""
    if any(parameter in filters.given for parameter in ON_FILE_FILTERS):
        groups = _groups(filters.without(ON_FILE_FILTERS))
    kept = [group for group in groups if group["standing"] in filters.statuses]
    return {what: sum(group[name] for group in kept) for what, name in HAS_ON_FILE.items()}


def represent_summary(filters: Filters, reader: Reader, *, with_empty: bool) -> Summary:
    """Return the answer of the endpoint, in the active language; largest counts first.

    with_empty: list choices that there is nobody of as well.
    """
    counted = tally(filters)
    facets = {
        name: {**(dict.fromkeys(CHOICES[name](counts), 0) if with_empty else {}), **counts}
        for name, counts in counted.facets.by_column.items()
    }
    day = filters.day or timezone.now().date()
    themes: list[ThemeCount] = [
        {
            "slug": theme["slug"],
            "label": by_language(theme["labels"], reader.language) or "",
            "count": theme["count"],
        }
        for theme in counted.facets.themes
        if theme["count"] or with_empty
    ]
    return {
        "as_of": day.isoformat(),
        "total": counted.total,
        "taking_part": {
            "participants": counted.taking_part.total(),
            "countries": len(counted.taking_part),
        },
        "former": counted.former,
        "undated": counted.undated,
        "without_position": counted.without_position,
        "newest": _newest(counted.newest, reader),
        "countries": facet(facets["country"], country),
        "kinds": facet(facets["kind"], lambda kind: {"kind": kind, "label": str(Kind(kind).label)}),
        "themes": sorted(themes, key=lambda theme: (-theme["count"], theme["slug"])),
        "years": [
            {"year": int(year), "count": count} for year, count in sorted(facets["year"].items())
        ],
        "statuses": facet(
            facets["standing"], lambda code: {"status": code, "label": str(Status(code).label)}
        ),
        "on_file": facet(
            {name: count for name, count in counted.facets.on_file.items() if count or with_empty},
            lambda name: {"has": name, "label": str(OnFile(name).label)},
        ),
        "figures": list(represent_totals(counted.figures)),
        "footnotes": [str(note) for note in country_footnotes(set(facets["country"]))],
    }


def years_between(years: Collection[str]) -> list[str]:
    """Return the years from the first to the last of some."""
    return [str(year) for year in range(int(min(years)), int(max(years)) + 1)] if years else []


# What can be chosen, whether there is anybody or not, by the columns of the facets.
CHOICES: dict[str, Callable[[Collection[str]], Iterable[str]]] = {
    "country": lambda _found: CODES,
    "kind": lambda _found: Kind.values,
    "year": years_between,
    "standing": lambda _found: Status.values,
}


def facet(counts: Mapping[str, int], describe: Callable[[str], Mapping[str, Any]]) -> list[Any]:
    """Return what is told of each value and its `count`, the largest first."""
    rows = [{**describe(code), "count": count} for code, count in counts.items()]
    return sorted(rows, key=lambda row: (-row["count"], fold(str(next(iter(row.values()))))))


def _newest(pk: int | None, reader: Reader) -> NewestParticipant | None:
    found: list[Any] = represent_all([pk], reader, NEWEST_FIELDS) if pk else []
    return found[0] if found else None

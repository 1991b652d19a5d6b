"""`participants/summary/`: totals and facets of what the filters keep."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils import timezone

from participants.api.reader import Reader
from participants.api.representations import represent_all
from participants.models import Kind, ParticipantTheme, Status, Theme
from participants.models.querysets import ParticipantQuerySet
from participants.registry.figure_totals import figure_totals, represent_totals
from participants.registry.listing.filters import Question
from participants.registry.listing.shapes import country
from participants.values.countries import country_footnotes
from participants.values.folding import fold
from participants.values.languages import by_language

NEWEST_FIELDS = ["id", "detail_url", "html_url", "number", "slug", "name", "country", "joined_on"]


@dataclass(frozen=True)
class Tally:
    """What was counted, in codes: the same in every language."""

    total: int
    countries: Counter[str]
    kinds: Counter[str]
    statuses: Counter[str]
    years: Counter[int]
    members_by_country: Counter[str]
    former: int
    themes: list[dict[str, Any]]
    undated: int
    without_position: int
    figures: list[dict[str, Any]]
    newest: int | None


def tally(question: Question) -> Tally:
    """Count what the question finds, once for each state of the registry."""
    return question.remember("summary", lambda: _count(question))


def _count(question: Question) -> Tally:
    found = question.found
    counts: dict[str, Counter] = {
        name: Counter() for name in ("country", "kind", "standing", "year", "members")
    }
    total = without_position = 0
    for group in _groups(found):
        size = group["size"]
        total += size
        without_position += group["without_position"]
        for name in ("country", "kind", "standing"):
            counts[name][group[name]] += size
        if group["year"]:
            counts["year"][int(group["year"])] += size
        if group["standing"] in Status.taking_part():
            counts["members"][group["country"]] += size
    return Tally(
        total=total,
        countries=counts["country"],
        kinds=counts["kind"],
        statuses=counts["standing"],
        years=counts["year"],
        members_by_country=counts["members"],
        former=question.of_any_status.former().count(),
        themes=_themes(found),
        undated=question.undated.count(),
        without_position=without_position,
        figures=figure_totals(found),
        newest=found.taking_part().newest_first().values_list("pk", flat=True).first(),
    )


def _groups(found: ParticipantQuerySet) -> ParticipantQuerySet:
    return (
        found.order_by()
        .annotate(year=Left("admitted", 4))
        .values("country", "kind", "standing", "year")
        .annotate(size=Count("pk"), without_position=Count("pk", filter=Q(latitude=None)))
    )


def _themes(found: ParticipantQuerySet) -> list[dict[str, Any]]:
    items = ParticipantTheme.objects.filter(content_object__in=found.order_by().values("pk"))
    sizes = dict(items.values_list("tag").annotate(Count("pk")).order_by("tag"))
    themes = Theme.objects.filter(pk__in=sizes).values("pk", "slug", "labels")
    return [{**theme, "count": sizes[theme["pk"]]} for theme in themes]


def represent_summary(question: Question, reader: Reader) -> dict[str, Any]:
    """Return the answer of the endpoint, in the active language; largest counts first."""
    counted = tally(question)
    day = question.day or timezone.now().date()
    return {
        "as_of": day.isoformat(),
        "total": counted.total,
        "taking_part": {
            "participants": counted.members_by_country.total(),
            "countries": len(counted.members_by_country),
        },
        "former": counted.former,
        "undated": counted.undated,
        "without_position": counted.without_position,
        "newest": _newest(counted.newest, reader),
        "countries": _facet(counted.countries, country),
        "kinds": _facet(counted.kinds, lambda kind: {"kind": kind, "label": str(Kind(kind).label)}),
        "themes": sorted(
            (
                {
                    "slug": theme["slug"],
                    "label": by_language(theme["labels"], reader.language),
                    "count": theme["count"],
                }
                for theme in counted.themes
            ),
            key=lambda theme: (-theme["count"], theme["slug"]),
        ),
        "years": [{"year": year, "count": counted.years[year]} for year in sorted(counted.years)],
        "statuses": _facet(
            counted.statuses, lambda status: {"status": status, "label": str(Status(status).label)}
        ),
        "figures": list(represent_totals(counted.figures)),
        "footnotes": [str(note) for note in country_footnotes(set(counted.countries))],
    }


def _facet(counts: Counter[str], describe: Callable[[str], dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [{**describe(code), "count": count} for code, count in counts.items()]
    return sorted(rows, key=lambda row: (-row["count"], fold(str(next(iter(row.values()))))))


def _newest(pk: int | None, reader: Reader) -> dict[str, Any] | None:
    found = represent_all([pk], reader, NEWEST_FIELDS) if pk else []
    return found[0] if found else None

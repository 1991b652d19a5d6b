"""Totals of figures: each over one basis, and saying so."""

from collections.abc import Iterator
from typing import Any

from babel.numbers import format_decimal
from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, ngettext, pgettext

from participants.models.parts.figure import Basis, Figure, Qualifier
from participants.models.querysets import ParticipantQuerySet
from participants.values.languages import babel_locale


def figure_totals(found: ParticipantQuerySet) -> list[dict[str, Any]]:
    """Return the total of the shown figures for each measure and basis.

    Figures without a stated basis are left out: nobody knows whether they belong together.
    """
    figures = Figure.objects.filter(
        participant__in=found.order_by().values("pk"), is_shown=True, value__isnull=False
    ).exclude(basis=Basis.UNKNOWN)
    return list(
        figures.order_by("measure", "basis")
        .values("measure", "basis")
        .annotate(
            participants=Count("pk"),
            total=Sum("value"),
            total_max=Sum(Coalesce("value_max", "value")),
            inexact=Count("pk", filter=~Q(qualifier=Qualifier.EXACT)),
            first_year=Min("year"),
            last_year=Max("year"),
        )
    )


def represent_totals(totals: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the totals with `display`, in the active language."""
    for total in totals:
        row = {name: value for name, value in total.items() if name != "inexact"}
        row["total_max"] = total["total_max"] if total["total_max"] > total["total"] else None
        yield {**row, "display": _display(total)}


def _display(total: dict[str, Any]) -> str:
    """Return "about 5,400 (unofficial data, 2012 to 2014, sum over 3 participants)"."""
    locale = babel_locale()
    quantity = format_decimal(total["total"], locale=locale)
    if total["total_max"] > total["total"]:
        quantity = pgettext("range of figures", "%(lower)s to %(upper)s") % {
            "lower": quantity,
            "upper": format_decimal(total["total_max"], locale=locale),
        }
    if total["inexact"]:
        quantity = gettext("about %(value)s") % {"value": quantity}
    caveats = [str(Basis(total["basis"]).label), _years(total), _participants(total)]
    return gettext("%(statement)s (%(caveats)s)") % {
        "statement": quantity,
        "caveats": ", ".join(filter(None, caveats)),
    }


def _years(total: dict[str, Any]) -> str:
    first, last = total["first_year"], total["last_year"]
    if first is None or first == last:
        return str(first or "")
    return gettext("%(first)d to %(last)d") % {"first": first, "last": last}


def _participants(total: dict[str, Any]) -> str:
    text = ngettext(
        "sum over %(count)d participant", "sum over %(count)d participants", total["participants"]
    )
    return text % {"count": total["participants"]}

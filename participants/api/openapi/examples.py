"""Applications as examples; each of them would be taken in as it stands."""

from typing import Any

from participants.models import Theme

MINIMAL: dict[str, Any] = {
    "names": {"en": "Megara"},
    "kind": "municipality",
    "country": "GR",
    "address": "1 Town Hall Square, 191 00 Megara",
    "roma_population": {
        "value": 1800,
        "basis": "unofficial",
        "year": 2014,
        "source": "Social service of the municipality",
    },
    "representative": {"name": "Maria Example", "role": "mayor"},
    "contact": {"name": "Eleni Example", "email": "eleni@example.org"},
    "language": "en",
    "consent": True,
}
WITHOUT_FIGURE = {**MINIMAL, "roma_population": {"absence": "not_collected"}}
COMPLETE = {
    **MINIMAL,
    "names": {"en": "Megara", "fr": "Mégare"},
    "name_local": "Μέγαρα",
    "region": "Attica",
    "website": "https://www.example.org/",
    "population": {"value": 28591, "year": 2011, "source": "Census of 2011"},
    "contact": {**MINIMAL["contact"], "phone": "+30 000 000 0000"},
}


def application_examples() -> dict[str, dict[str, Any]]:
    """Return the examples by name; the measure is on a theme that there is."""
    return {
        "complete": {
            "summary": "With everything, the letter apart",
            "value": {**COMPLETE, "measures": _measures()},
        },
        "minimal": {"summary": "With no more than is asked for", "value": MINIMAL},
        "without_figure": {
            "summary": "With the reason why there is no figure of Roma",
            "value": WITHOUT_FIGURE,
        },
    }


def _measures() -> list[dict[str, Any]]:
    theme = Theme.objects.order_by("slug").values_list("slug", flat=True).first()
    if theme is None:
        return []
    return [
        {
            "theme": theme,
            "title": "Support centre",
            "description": "Advice on rights, health and work, and help with school.",
            "started_on": "2014-12",
            "funding": "european",
        }
    ]

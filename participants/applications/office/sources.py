"""What a figure that an authority has stated in its letter names as its source."""

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import gettext, override

from participants.models import Application, Figure
from participants.values.languages import babel_locale, by_language

LONGEST = Figure._meta.get_field("source").max_length


def letter_source(application: Application, language: str) -> str:
    """Return "Letter of Megara, 5 December 2014" in a language, as long as a source may be."""
    with override(language):
        source = gettext("Letter of %(name)s, %(date)s") % {
            "name": by_language(application.names, language) or application.name_local,
            "date": format_date(
                timezone.localdate(application.received_at), "long", locale=babel_locale()
            ),
        }
    return source[:LONGEST]


def figure_source(stated: Figure, application: Application, language: str) -> str:
    """Return the source of a figure in a language: what the authority names, and its letter.

    "Letter of Megara, 5 December 2014: Census of 2011". stated: as the application has it.
    """
    letter = letter_source(application, language)
    if not stated.source:
        return letter
    with override(language):
        source = gettext("%(letter)s: %(source)s") % {"source": stated.source, "letter": letter}
    return source[:LONGEST]

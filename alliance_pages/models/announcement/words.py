"""What an announcement says of a participant, in the active language."""

from copy import copy

from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext
from num2words import num2words

from alliance_pages.models.announcement.placeholders import Words
from participants.applications.office.assessment import figure_source, letter_source, stated_figures
from participants.models import Application, Figure, Funding, Initiative, Kind, Measure, Participant
from participants.values.countries import country_name
from participants.values.dates import parse_if_known
from participants.values.languages import babel_locale, default_language

# As num2words 0.5 writes them, and as French does: "quatre-vingtième", "deux centième".
FRENCH_PLURALS = {"vingtsième": "vingtième", "centsième": "centième"}


def words_about(participant: Participant, number: int, application: Application | None) -> Words:
    """Return what stands for each placeholder, empty where nothing is known.

    application: what the participant had sent, if anything.
    """
    people = participant.current_representatives
    return {
        "number": format_decimal(number, locale=babel_locale()),
        "ordinal": ordinal(number),
        "name": participant.name,
        "country": country_name(participant.country),
        "kind": str(Kind(participant.kind).label),
        "representative": str(people[0]) if people else "",
        "measures": "; ".join(measures_of(participant)),
        "population": _figure(participant, Measure.POPULATION, application),
        "roma_population": _figure(participant, Measure.ROMA_POPULATION, application),
    }


def ordinal(number: int) -> str:
    """Return an ordinal as a word of the active language, or in digits where none is known."""
    language = get_language() or default_language()
    try:
        word = num2words(number, to="ordinal", lang=language)
    except NotImplementedError:
        return format_decimal(number, locale=babel_locale())
    for wrong, right in FRENCH_PLURALS.items():
        word = word.replace(wrong, right)
    return word.replace(",", "")


def measures_of(participant: Participant) -> list[str]:
    """Return what a participant does, a line each, with nothing in another language.

    A title in another language is left out; what is typed can be said in every one.
    """
    return [_measure(initiative) for initiative in participant.initiatives.all()]


def _measure(initiative: Initiative) -> str:
    started = parse_if_known(initiative.started_on)
    typed = [
        str(initiative.theme),
        gettext("since %(date)s") % {"date": started} if started else "",
        str(Funding(initiative.funding).label) if initiative.funding != Funding.UNKNOWN else "",
    ]
    statement = ", ".join(filter(None, typed))
    texts = {text.locale.language_code: text for text in initiative.texts.all()}
    text = texts.get(get_language() or default_language())
    if text is None:
        return statement
    return gettext("%(statement)s (%(caveats)s)") % {"statement": text.title, "caveats": statement}


def _figure(participant: Participant, measure: Measure, application: Application | None) -> str:
    figure = participant.shown_figure(measure)
    if figure is None:
        return ""
    if application is not None:
        figure = _with_source_in_words(figure, application)
    return figure.display


def _with_source_in_words(figure: Figure, application: Application) -> Figure:
    """Return a figure of the application with its source in the active language.

    The registry names the letter in one language; every article does it in its own, and leaves
    out what the authority names in another.
    """
    language = get_language() or default_language()
    for stated in stated_figures(application):
        source = figure_source(stated, application, default_language())
        if (figure.measure, figure.source) == (stated.measure, source):
            figure = copy(figure)
            if language == application.language:
                figure.source = figure_source(stated, application, language)
            else:
                figure.source = letter_source(application, language)
    return figure

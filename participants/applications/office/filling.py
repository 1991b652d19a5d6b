"""The participant that an application becomes: what the authority says, in the registry's form."""

from django.utils.html import linebreaks
from wagtail.models import Locale

from participants.applications.office.places import proposed_position
from participants.applications.office.sources import figure_source
from participants.applications.submission.figures import stated_figures
from participants.models import (
    Application,
    ApplicationMeasure,
    Figure,
    Initiative,
    InitiativeText,
    Participant,
    ParticipantText,
    ParticipantTheme,
    Representative,
)
from participants.values.languages import default_language


def participant_from(application: Application) -> Participant:
    """Return the participant as a draft, not yet stored, with its rows in memory."""
    place = proposed_position(application)
    participant = Participant(
        kind=application.kind,
        country=application.country,
        name_local=application.name_local,
        website=application.website,
        latitude=f"{place.latitude:.5f}" if place else None,
        longitude=f"{place.longitude:.5f}" if place else None,
        live=False,
    )
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    measures = list(application.measures.select_related("theme"))
    themes = {measure.theme_id: measure.theme for measure in measures}
    written_in = locales.get(application.language) or locales[default_language()]
    participant.set_rows(
        texts=[
            ParticipantText(locale=locales[code], name=name)
            for code, name in application.names.items()
            if code in locales
        ],
        figures=_figures(application),
        representatives=[
            Representative(
                name=application.representative_name, role=application.representative_role
            )
        ],
        initiatives=[_initiative(measure, written_in) for measure in measures],
        theme_items=[ParticipantTheme(tag=theme) for theme in themes.values()],
    )
    return participant


def _figures(application: Application) -> list[Figure]:
    figures = stated_figures(application)
    for figure in figures:
        figure.source = figure_source(figure, application, default_language())
        figure.is_shown = True
    return figures


def _initiative(measure: ApplicationMeasure, written_in: Locale) -> Initiative:
    initiative = Initiative(
        theme=measure.theme, started_on=measure.started_on, funding=measure.funding
    )
    description = linebreaks(measure.description, autoescape=True) if measure.description else ""
    initiative.texts = [
        InitiativeText(locale=written_in, title=measure.title, description=description)
    ]
    return initiative

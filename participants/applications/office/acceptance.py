"""Acceptance: an application becomes a participant with a number, and all is drafted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext, override
from wagtail.models import Locale

from participants.admission.issuing import Admission, AdmissionError, admit_new
from participants.applications.office.assessment import (
    figure_source,
    proposed_position,
    stated_figures,
)
from participants.applications.transitions import StepError, locked, log_step
from participants.models import (
    Application,
    ApplicationDraft,
    ApplicationMeasure,
    ApplicationState,
    Figure,
    Initiative,
    InitiativeText,
    Participant,
    ParticipantText,
    ParticipantTheme,
    RegistryState,
    Representative,
)
from participants.models.identity.matching import refusal
from participants.values.dates import PartialDate
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


class AcceptanceError(AdmissionError, StepError):
    """Says in a sentence why an application cannot be accepted."""


@dataclass(frozen=True)
class Acceptance:
    """What came of an acceptance."""

    application: Application
    admission: Admission


@transaction.atomic
def accept(
    application: Application,
    *,
    user: Any,
    when: PartialDate | None,
    distinct_from: Sequence[str] = (),
) -> Acceptance:
    """Make a participant of an application, admit it, and send all that was drafted to approval.

    distinct_from: slugs of participants that the user says are other authorities. Nothing is
    published, but a number is issued for good: where a published participant may be the same
    authority, that has to be said before. Raises StepError, and changes nothing then.
    """
    # In this order, as everywhere where both are held.
    RegistryState.change()
    application = locked(application, *ApplicationState.open())
    participant = participant_from(application)
    participant.distinct_from = sorted(set(distinct_from))
    if others := participant.same_public():
        raise AcceptanceError(refusal(others), "distinct_from")
    admission = _admit(participant, application, user, when)
    application.participant = admission.participant
    application.state = ApplicationState.ACCEPTED
    application.decided_at = timezone.now()
    application.decided_by = user
    application.save(update_fields=["participant", "state", "decided_at", "decided_by"])
    for page in admission.drafted:
        ApplicationDraft.objects.create(
            application=application,
            content_type=ContentType.objects.get_for_model(page),
            object_id=page.pk,
        )
    workflow = admission.participant.get_workflow()
    if workflow is not None:
        workflow.start(admission.participant, user)
    log_step(application, "accept", user, number=admission.number)
    return Acceptance(application, admission)


def _admit(
    participant: Participant, application: Application, user: Any, when: PartialDate | None
) -> Admission:
    with override(default_language()):
        note = gettext("Application %(reference)s") % {"reference": application.reference}
    try:
        return admit_new(participant, application=application, user=user, when=when, note=note)
    except AdmissionError as error:
        raise AcceptanceError(str(error), error.field) from error
    except ValidationError as error:
        raise AcceptanceError(
            gettext("What would be drafted is not in order: %(faults)s")
            % {"faults": " ".join(error.messages)}
        ) from error

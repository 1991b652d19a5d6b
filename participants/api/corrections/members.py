"""The members of the document that a report of a mistake is sent in, and of what is answered."""

from typing import Annotated

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from rest_framework.exceptions import UnsupportedMediaType
from typing_extensions import TypedDict

from participants.api.applications.body import JSON, RefusedError, read_body
from participants.api.applications.members import Member, Shape
from participants.api.applications.reading import Reading
from participants.corrections.form import CorrectionForm
from participants.models import Participant

# Where it stands what is wrong with a report as a whole.
WHOLE = "correction_report"


class CorrectionDocumentForm(CorrectionForm):
    """The form of the site, and beside it the participant whose profile has the mistake."""

    participant = forms.SlugField(
        label=_("Participant"), help_text=_("Its slug."), max_length=255, allow_unicode=True
    )

    def clean_participant(self) -> Participant:
        """Return the public participant that is meant."""
        slug = self.cleaned_data["participant"]
        found = Participant.objects.public().filter(slug=slug).first()
        if found is None:
            raise forms.ValidationError(_("There is no public participant of this slug."))
        return found


def _member(name: str) -> Member:
    return Member(name, CorrectionDocumentForm.base_fields[name])


CONTACT: dict[str, Shape] = {part: _member(f"contact_{part}") for part in ("name", "email")}
CORRECTION: dict[str, Shape] = {
    **{name: _member(name) for name in ("participant", "problem", "correction", "source")},
    "contact": CONTACT,
}


def valid_form(request: HttpRequest) -> CorrectionDocumentForm:
    """Return the form of a report, filled in and checked.

    Raises RefusedError, TooLargeError and UnsupportedMediaType.
    """
    if request.content_type != JSON:
        raise UnsupportedMediaType(request.content_type or "")
    try:
        document = read_body(request).document
    except RefusedError as error:
        raise RefusedError({WHOLE: next(iter(error.errors.values()))}) from error
    reading = Reading({}, whole=WHOLE)
    reading.read(document, CORRECTION, "")
    form = CorrectionDocumentForm(reading.data)
    for name, sentences in form.errors.items():
        place = name.replace("contact_", "contact.")
        if not reading.has_refused(place):
            reading.errors[place] = [str(sentence) for sentence in sentences]
    if reading.errors:
        raise RefusedError(reading.errors)
    return form


class SentCorrection(TypedDict):
    """That a report of a mistake has arrived."""

    reference: Annotated[str, Field(description="For questions to the office.")]
    message: Annotated[str, Field(description="What happens next.")]

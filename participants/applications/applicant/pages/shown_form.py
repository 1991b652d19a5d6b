"""The form as it is shown: empty, with what was typed, or with what was wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language

from participants.applications.applicant.pages.wording import word_application, word_measures
from participants.applications.submission.form import MEASURES, MOST_MEASURES, ApplicationForms
from participants.applications.submission.form import MeasureFormSet as Measures

ROWS_AT_FIRST = 3


@dataclass(frozen=True)
class Problem:
    """What is wrong with one answer. place: the id of its field; question: its label."""

    place: str
    question: str | Promise
    sentence: str


def empty_forms() -> ApplicationForms:
    """Return forms without answers, in the visitor's language."""
    forms = ApplicationForms(initial={"language": get_language()})
    forms.measures = Measures(prefix=MEASURES, instance=forms.application.instance)
    forms.measures.extra = ROWS_AT_FIRST
    return _worded(forms)


def sent_forms(request: HttpRequest) -> ApplicationForms:
    """Return forms with what was sent, to be checked."""
    return _worded(ApplicationForms(request.POST, request.FILES))


def typed_forms(request: HttpRequest, further_rows: int = 0) -> ApplicationForms:
    """Return forms with what was typed, which nobody has checked.

    further_rows: how many measures can be added to those that came.
    """
    application = ApplicationForms(request.POST).application
    forms = ApplicationForms(initial=_typed(application))
    came = [_typed(form) for form in Measures(request.POST, prefix=MEASURES).forms]
    forms.measures = Measures(
        prefix=MEASURES, instance=forms.application.instance, initial=came[:MOST_MEASURES]
    )
    forms.measures.extra = min(len(came) + further_rows, MOST_MEASURES)
    return _worded(forms)


def _worded(forms: ApplicationForms) -> ApplicationForms:
    word_application(forms.application)
    word_measures(forms.measures)
    return forms


def _typed(form: BaseForm) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
        if name != "letter"
    }


def problems(forms: ApplicationForms) -> list[Problem]:
    """Return what is wrong, in the order of the page."""
    found = list(_problems_of(forms.application))
    if forms.measures.is_bound:
        found += [
            Problem(MEASURES, "", str(sentence)) for sentence in forms.measures.non_form_errors()
        ]
        for form in forms.measures.forms:
            found += _problems_of(form)
    return found


def _problems_of(form: BaseForm) -> Iterator[Problem]:
    for sentence in form.non_field_errors():
        yield Problem("application", "", str(sentence))
    for field in form:
        for sentence in field.errors:
            yield Problem(_place(field), field.label, str(sentence))


def _place(field: BoundField) -> str:
    # A field with several inputs has no id of its own; its first one has.
    return field.id_for_label or f"{field.auto_id}_0"

"""The form as it is shown: in whose words it asks, with what was typed, with what was wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.applications.submission.form import MEASURES, MOST_MEASURES, ApplicationForms
from participants.applications.submission.form import MeasureFormSet as Measures
from participants.applications.submission.letters import MOST_BYTES
from participants.models import Theme

Words = Mapping[str, str | Promise]

LETTER_TYPES = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"

QUESTIONS: Words = {
    "names": _("Name of the authority"),
    "name_local": _("Name in its own language and script"),
    "kind": _("Kind of authority"),
    "country": _("Country"),
    "region": _("Region, county or department"),
    "address": _("Address of the town hall or seat"),
    "website": _("Website"),
    "population": _("Number of inhabitants"),
    "population_year": _("Year"),
    "population_source": _("Source"),
    "roma_population": _("Number of Roma and Travellers"),
    "roma_population_basis": _("What the figure rests on"),
    "roma_population_year": _("Year"),
    "roma_population_source": _("Source"),
    "roma_population_absence": _("Reason why there is no figure"),
    "representative_name": _("Name of the mayor, president or other representative"),
    "representative_role": _("Office"),
    "letter": _("Letter of the mayor, or decision of the council"),
    "contact_name": _("Name of the contact person"),
    "contact_email": _("E-mail address"),
    "contact_phone": _("Telephone number"),
    "language": _("Language in which we write to you"),
    "has_consented": _("I agree that these data are processed as described here"),
}

HINTS: Words = {
    "names": _("The usual name, without titles: “Megara”, “Val-de-Marne”."),
    "name_local": _("If it is written otherwise there: “Μέγαρα”."),
    "website": _("With https:// at the beginning."),
    "population": _("Such as 28 591. If you have no figure, leave the three fields empty."),
    "population_source": _("For example: census of 2021."),
    "roma_population": _(
        "Such as 1 800. Estimates are welcome if you say that they are estimates."
    ),
    "roma_population_source": _("Who has counted or estimated it."),
    "letter": _(
        "PDF, JPEG or PNG, at most 10 MB. You can also send it later, on the page that we "
        "send you the address of."
    ),
    "contact_email": _("We send a link to it; the application counts once you have opened it."),
    "contact_phone": _("With the country code, and an extension if there is one: +30 22960 00000."),
}

MEASURE_QUESTIONS: Words = {
    "theme": _("Theme"),
    "title": _("Title"),
    "description": _("What was done, and for whom"),
    "started_on": _("Begun in"),
    "funding": _("Funding"),
}

MEASURE_HINTS: Words = {
    "started_on": _("A year, a month or a day: 2014, 2014-12 or 2014-12-05."),
}

NUMBERS = ("population", "population_year", "roma_population", "roma_population_year")

ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    **{name: {"inputmode": "numeric", "autocomplete": "off"} for name in NUMBERS},
    "website": {"inputmode": "url", "autocomplete": "off"},
    "letter": {"accept": LETTER_TYPES, "data-most-bytes": str(MOST_BYTES)},
    "contact_name": {"autocomplete": "name"},
    "contact_email": {"autocomplete": "email"},
    "contact_phone": {"autocomplete": "tel", "inputmode": "tel"},
}


def word_application(form: forms.BaseForm) -> None:
    """Let a form of an application ask in these words."""
    _word(form, QUESTIONS, HINTS)
    for name in NUMBERS:
        # A number field would swallow what it cannot read, and change by the mouse wheel.
        form.fields[name].widget.input_type = "text"
    form.fields["names"].widget.template_name = "participants/includes/application_names.html"


def word_measures(formset: forms.BaseFormSet) -> None:
    """Let the forms of the measures ask in these words; all share one look at the themes."""
    by_label = Theme.by_label(Theme.objects.all())
    themes = [("", _("Please choose")), *((theme.pk, theme.label) for theme in by_label)]
    for form in formset.forms:
        _word(form, MEASURE_QUESTIONS, MEASURE_HINTS)
        form.fields["theme"].choices = themes


def _word(form: forms.BaseForm, questions: Words, hints: Words) -> None:
    for name, question in questions.items():
        field: Any = form.fields[name]
        field.label, field.help_text = question, hints.get(name, "")
        field.widget.attrs |= ATTRIBUTES.get(name, {})
        if isinstance(field, forms.TypedChoiceField):
            _ask_for_a_choice(field)


def _ask_for_a_choice(field: Any) -> None:
    first, *others = field.choices
    if first[0] == "":
        field.choices = [("", _("Please choose")), *others]


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

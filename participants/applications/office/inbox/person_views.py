"""The page for requests of persons: what is held about them is handed out, or removed.

The e-mail address is only ever posted, so that it stands in no address and no log line.
"""

from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages

from participants.applications.office.inbox.pages import InboxMixin
from participants.applications.privacy.persons import erase_person, export_person
from participants.models import Application

PERSON, EXPORT, ERASE = (
    f"participants_application_person{end}" for end in ("", "_export", "_erase")
)


class PersonForm(forms.Form):
    """Name a person."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("The address under which the person has been the contact of an authority."),
    )


class PersonView(InboxMixin, FormView):
    """Show which applications name a person."""

    form_class = PersonForm
    template_name = "participants/admin/person.html"
    page_title: str | Promise = _("Personal data")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), here]

    def form_valid(self, form: PersonForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        found = Application.objects.of_person(email)
        return self.render_to_response(
            self.get_context_data(form=form, email=email, applications=found, has_asked=True)
        )


class PersonExportView(PersonView):
    """Hand out what is held about a person, as a ZIP file."""

    http_method_names = ["post"]

    def form_valid(  # type: ignore[override]  # Django's stubs know no response that is a file
        self, form: PersonForm
    ) -> FileResponse:
        file = export_person(form.cleaned_data["email"], user=self.request.user)
        return FileResponse(file, as_attachment=True, filename="personal-data.zip")


class PersonEraseView(PersonView):
    """Ask once more, and then remove what is held about a person."""

    http_method_names = ["post"]
    template_name = "participants/admin/person_erase.html"
    page_title = _("Remove personal data")

    def form_valid(self, form: PersonForm) -> HttpResponse:
        if "agreed" not in self.request.POST:
            return super().form_valid(form)
        count = erase_person(form.cleaned_data["email"], user=self.request.user)
        done = ngettext(
            "The personal data were removed from %(count)d application.",
            "The personal data were removed from %(count)d applications.",
            count,
        )
        messages.success(self.request, done % {"count": count})
        return redirect(PERSON)

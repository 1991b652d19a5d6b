"""The page of one application, its letter, and the page for requests of persons."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.log_actions import registry as log_registry
from wagtail_modeladmin.views import HistoryView

from participants.applications.office.assessment import (
    doubts_of,
    duplicates_of,
    position_context,
    stated_figures,
)
from participants.applications.office.drafts import drafts_panel
from participants.applications.office.pages import (
    INSPECT,
    LIST,
    ApplicationMixin,
    InboxMixin,
    may_decide,
    may_view,
)
from participants.applications.office.step_views import AssignForm, NoteForm, QuestionForm
from participants.applications.personal_data import letter_file_name, letter_size
from participants.applications.privacy import erase_person, export_person
from participants.applications.transitions import log_step
from participants.models import Application, ApplicationState

RECENT = 10  # entries of the history; the others stand on a page of their own


class InspectView(ApplicationMixin, TemplateView):
    """Show an application; what is private in it, and the steps, to those who may decide."""

    may = staticmethod(may_view)
    template_name = "participants/admin/application_inspect.html"
    page_title = _("Application")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        context = super().get_context_data(
            may_decide=may_decide(self.request.user),
            is_open=application.state in ApplicationState.open(),
            drafts=drafts_panel(application, self.request.user),
            figures=stated_figures(application),
            measures=application.measures.select_related("theme"),
            duplicates=duplicates_of(application),
            doubts=doubts_of(application),
            history=log_registry.get_logs_for_instance(application).select_related("user")[:RECENT],
            **position_context(application),
            **kwargs,
        )
        return {**context, **self.private_context()} if context["may_decide"] else context

    def private_context(self) -> dict[str, Any]:
        """Return what only those who may decide see."""
        return {
            "letter_size": letter_size(self.application),
            "correspondence": self.application.messages.select_related("author"),
            "assign_form": AssignForm(initial={"officer": self.application.assigned_to_id}),
            "question_form": QuestionForm(),
            "note_form": NoteForm(),
        }


class LetterView(ApplicationMixin, View):
    """Hand the letter out as a file to keep; no browser shows it within the admin's origin."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        letter = self.application.letter
        try:
            file = letter.open("rb")
        except (ValueError, FileNotFoundError) as error:
            raise Http404 from error
        log_step(self.application, "read_letter", request.user)
        return FileResponse(
            file,
            as_attachment=True,
            filename=letter_file_name(self.application),
            headers={
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox",
            },
        )


PERSON, EXPORT, ERASE = (
    f"participants_application_person{end}" for end in ("", "_export", "_erase")
)


class PersonForm(forms.Form):
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


class HistoryPage(HistoryView):
    """The history, with the ways back that modeladmin leaves out."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST), "label": gettext("Applications")},
            {"url": reverse(INSPECT, args=[self.instance.pk]), "label": str(self.instance)},
            {"url": "", "label": self.get_page_title()},
        ]

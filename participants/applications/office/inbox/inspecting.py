"""The page that an officer works on: all of an application, and what can be done with it."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.log_actions import registry as log_registry

from participants.applications.log import log_step
from participants.applications.office.duplicates import duplicates_of
from participants.applications.office.inbox.access import may_decide, may_view
from participants.applications.office.inbox.drafts_panel import drafts_panel
from participants.applications.office.inbox.forms import AssignForm, NoteForm, QuestionForm
from participants.applications.office.inbox.pages import ApplicationMixin
from participants.applications.office.places import proposed_position
from participants.applications.submission.figures import stated_figures
from participants.applications.submission.letters import letter_file_name, letter_size
from participants.models import Application, ApplicationState, Measure, Participant
from participants.registry.plausibility.known_places import Place
from participants.registry.plausibility.rules import Doubt, StatedYear, Statement, Text, doubts
from participants.registry.plausibility.websites import owners_of

RECENT = 10  # entries of the history; the others stand on a page of their own
REPRESENTATIVE_TEXTS = ("representative_name", "contact_name")
POSITION_HOOK = "participants_position_map"


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


def doubts_of(application: Application) -> list[Doubt]:
    """Return what is unlikely in what an authority says, by the rules of editor and import."""
    figures = stated_figures(application)
    fields = ("name_local", "region", "address", "website", *REPRESENTATIVE_TEXTS)
    texts: list[Text] = [(_field_name(name), getattr(application, name)) for name in fields]
    texts += [(_field_name("names"), name) for name in application.names.values()]
    texts += [(_field_name("population_source"), figure.source) for figure in figures]
    statement = Statement(
        country=application.country,
        texts=texts,
        years=[
            StatedYear(f"{figure.measure}_year", Measure(figure.measure).label, figure.year)
            for figure in figures
            if figure.year
        ],
        figures={figure.measure: figure.value for figure in figures if figure.value is not None},
        website_of=owners_of(
            application.website, Participant.objects.exclude(application=application)
        ),
    )
    return doubts(statement, this_year=timezone.localdate().year)


def _field_name(name: str) -> str:
    return str(Application._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def position_context(application: Application) -> dict[str, Any]:
    """Return the place that is proposed, and the map of another app that shows it, if any."""
    place = proposed_position(application)
    return {"place": place, "position_map": position_map(place) if place else ""}


def position_map(place: Place) -> str:
    """Return the map that another app draws of a place, or nothing where none does."""
    draws = hooks.get_hooks(POSITION_HOOK)
    return draws[0](place.latitude, place.longitude, place.country) if draws else ""


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

"""The page in the admin that admits a participant, and the buttons that lead to it."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from participants.admission.issuing import AdmissionError, admissible_draft, admit, kept_number
from participants.models import IssuedNumber, Participant, Status
from participants.values.dates import PartialDate, parse_if_known, validate_partial_date
from participants.values.fields import OneLineInput, OneLineURLInput

URL_NAME = "participants_admit"


def may_admit(user: Any) -> bool:
    """Return whether the user may admit: those who may publish participants."""
    return policy_registry.get_by_type(Participant).user_has_permission(user, "publish")


def may_be_admitted(status: str) -> bool:
    """Return whether a participant of this status can become one that takes part."""
    return status in {Status.NOT_ADMITTED, Status.WITHDRAWN}


def admission_buttons(
    participant: Participant, user: Any, button: type, status: str
) -> Iterator[Any]:
    """Yield the button that leads to the page, where it leads somewhere."""
    if may_be_admitted(status) and may_admit(user):
        yield button(
            gettext("Admit…"),
            url=reverse(URL_NAME, args=[participant.pk]),
            icon_name="check",
            priority=15,
        )


class AdmissionDateForm(forms.Form):
    when = OneLineInput(
        label=_("Date"),
        required=False,
        max_length=10,
        validators=[validate_partial_date],
        help_text=_(
            "As far as it is known: 2014, 2014-12 or 2014-12-05. Leave it empty if it is not."
        ),
    )

    def clean_when(self) -> PartialDate | None:
        return parse_if_known(self.cleaned_data["when"])


class AdmissionForm(AdmissionDateForm):
    """What is to be known about an admission besides its number."""

    source_url = OneLineURLInput(
        label=_("Source"),
        required=False,
        max_length=500,
        help_text=_("The page or document that says that it takes part."),
    )
    note = OneLineInput(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("For the office; it is not published."),
    )


class AdmitView(WagtailAdminTemplateMixin, FormView):
    """Ask once more, saying which number will be issued, and then admit."""

    form_class = AdmissionForm
    template_name = "participants/admin/admit.html"
    page_title = _("Admit")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_admit(request.user):
            raise PermissionDenied
        self.participant = get_object_or_404(Participant, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.expectation()
        except AdmissionError as error:
            sentence = gettext("“%(name)s” cannot be admitted. %(reason)s")
            messages.error(request, sentence % {"name": self.draft, "reason": error})
            return redirect(self.edit_url)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: AdmissionForm) -> HttpResponse:
        try:
            admission = admit(self.participant, user=self.request.user, **form.cleaned_data)
        except AdmissionError as error:
            form.add_error(error.field, str(error))
            return self.form_invalid(form)
        except OperationalError:
            form.add_error(None, gettext("Somebody else is writing. Nothing was done; try again."))
            return self.render_to_response(
                self.get_context_data(form=form), status=503, headers={"Retry-After": "1"}
            )
        sentence = gettext(
            "“%(name)s” has been admitted with the number %(number)d. "
            "Visitors see that once it is published."
        )
        messages.success(
            self.request,
            sentence % {"name": self.draft, "number": admission.number},
            buttons=[messages.button(self.edit_url, gettext("Publish"))],
        )
        return redirect(self.edit_url)

    @cached_property
    def draft(self) -> Participant:
        """Return the participant as its newest draft has it."""
        return self.participant.get_latest_revision_as_object()

    @property
    def edit_url(self) -> str:
        return reverse(self._viewset.get_url_name("edit"), args=[self.participant.pk])

    @property
    def _viewset(self) -> Any:
        return cast("Any", Participant).snippet_viewset  # set when it is registered

    def expectation(self) -> dict[str, Any]:
        """Return which number is to be expected; raise AdmissionError if none is."""
        admissible_draft(self.participant, self.request.user)
        kept = kept_number(self.participant, self.draft)
        return {"is_kept": kept is not None, "number": kept or IssuedNumber.upcoming()}

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {
                "url": reverse(self._viewset.get_url_name("list")),
                "label": capfirst(Participant._meta.verbose_name_plural),
            },
            {"url": self.edit_url, "label": str(self.draft)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # After a refusal, which the form then tells of, there is no number to expect.
        with suppress(AdmissionError):
            context |= self.expectation()
        return {
            **context,
            "media": context["form"].media,
            "action_url": self.request.path,
            "submit_button_label": gettext("Admit"),
            "submit_button_active_label": gettext("Admitting…"),
        }

"""How to join: what it means, in the editors' words, and below it the form."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path
from wagtail.fields import StreamField

from alliance_pages.blocks import BodyBlock
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.models.shared import TextPage
from participants.applications.applicant.form_page import answer_form

# Below the page, in every language.
FORM = "form/"
SENT = "sent/"


class JoinPage(MovableRoutesMixin, TextPage):
    """What joining means and what is needed for it, with the form for those who want to."""

    parent_page_types = ["alliance_pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    unlisted = frozenset({SENT})
    titles_below = {
        FORM: _("Application to join the Alliance"),
        SENT: _("Check your e-mail"),
    }

    body = StreamField(
        BodyBlock(),
        verbose_name=_("body"),
        blank=True,
        help_text=_("What joining means, which duties follow, what is needed for the form."),
    )

    class Meta:
        verbose_name = _("join page")
        verbose_name_plural = _("join pages")

    @path("")
    def explanation(self, request: HttpRequest) -> HttpResponse:
        """Show the editors' words, and the way to the form."""
        return self.render(request, context_overrides={"form_url": self._below(request, FORM)})

    @path(FORM, name="form")
    def form(self, request: HttpRequest) -> HttpResponse:
        """Show the form, and take in what is sent with it."""

        def show(context: Mapping[str, Any]) -> HttpResponse:
            return self._show(request, FORM, "alliance_pages/join_form.html", context)

        return answer_form(request, show, after=self._below(request, SENT))

    @path(SENT, name="sent")
    def sent(self, request: HttpRequest) -> HttpResponse:
        """Say what happens after the form was sent."""
        response = self._show(request, SENT, "alliance_pages/join_sent.html", {})
        response["X-Robots-Tag"] = "noindex"
        return response

    def _show(
        self, request: HttpRequest, place: str, template: str, context: Mapping[str, Any]
    ) -> HttpResponse:
        below = {"path_below_page": place, "form_url": self._below(request, FORM)}
        return self.render(request, context_overrides={**below, **context}, template=template)

    def _below(self, request: HttpRequest, place: str) -> str:
        return f"{self.get_url(request)}{place}"

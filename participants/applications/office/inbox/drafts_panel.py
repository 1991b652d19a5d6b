"""What an acceptance has drafted, for the page of the application."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from participants.applications.office.drafts import drafted_for, has_been_public
from participants.applications.office.publishing import obstacle
from participants.models import Application, ApplicationState


@dataclass(frozen=True)
class Draft:
    """One object. edit_url, preview_url: empty for those who may not edit it.

    obstacle: why whoever reads the page cannot publish it now; empty where it has been published.
    """

    item: Any
    edit_url: str
    preview_url: str
    obstacle: str

    @property
    def type(self) -> str:
        """Return what it is called: "news article"."""
        return str(self.item._meta.verbose_name)

    @property
    def language(self) -> str:
        """Return the language of a page; a participant has several."""
        return str(self.item.locale.get_display_name()) if isinstance(self.item, Page) else ""


@dataclass(frozen=True)
class DraftsPanel:
    """All that was drafted. is_left: something is still to be published for the first time."""

    drafts: list[Draft]
    is_left: bool
    is_reversible: bool

    @property
    def is_publishable(self) -> bool:
        """Return whether whoever reads the page can publish all that is left."""
        return self.is_left and not any(draft.obstacle for draft in self.drafts)


def drafts_panel(application: Application, user: Any) -> DraftsPanel | None:
    """Return what was drafted when the application was accepted, or None where it was not."""
    if application.state != ApplicationState.ACCEPTED:
        return None
    items = drafted_for(application)
    have_been_public = [has_been_public(item) for item in items]
    return DraftsPanel(
        drafts=[_draft(item, user) for item in items],
        is_left=not all(have_been_public),
        is_reversible=not any(have_been_public),
    )


def _draft(item: Any, user: Any) -> Draft:
    edit_url = AdminURLFinder(user).get_edit_url(item) or ""
    return Draft(
        item=item,
        edit_url=edit_url,
        preview_url=_preview_url(item) if edit_url else "",
        obstacle="" if has_been_public(item) else obstacle(item, user),
    )


def _preview_url(item: Any) -> str:
    if isinstance(item, Page):
        return reverse("wagtailadmin_pages:view_draft", args=[item.pk])
    name = item.snippet_viewset.get_url_name("revisions_view")
    return reverse(name, args=[item.pk, item.latest_revision_id])

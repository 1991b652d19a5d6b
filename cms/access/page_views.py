"""Whom Wagtail's page chooser names which page, and by which title.

Wagtail shows the title of any page to whoever may enter the admin: where it opens, for keys that
are given to it, as the parent of what is found, and for an address that is typed.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    ParentPageColumn,
    SearchView,
)
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models.base import is_public_to, sees_draft


def is_named(user: Any, page: Page) -> bool:
    """Say whether the chooser may name a page: one that is public, or that the user may see.

    Who works with no page chooses none.
    """
    if sees_draft(user, page):
        return True
    works = policy_registry.get_by_type(Page).explorable_root_instance(user) is not None
    return works and (page.is_root() or is_public_to(user, page))


class PermittedBrowseView(BrowseView):
    """Open the chooser for who works with pages, at one that is public or that the user may see."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponseBase:
        """Raise PermissionDenied for another page."""
        if parent_page_id is not None and not is_named(
            request.user, get_object_or_404(Page, pk=parent_page_id)
        ):
            raise PermissionDenied
        return super().get(request, parent_page_id)


class NamedParentColumn(ParentPageColumn):
    """The page above what was found, if it may be named, by the title that the user may see."""

    def __init__(self, *args: Any, is_named: Callable[[Page], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_named = is_named

    def get_value(self, instance: Page) -> Page | None:
        parent = super().get_value(instance)
        return parent.specific_deferred if parent and self.is_named(parent) else None


class PermittedSearchView(SearchView):
    """Find pages, and say what they lie below where the user may know."""

    @property
    def columns(self) -> list[Column]:
        user = self.request.user
        parent = NamedParentColumn(
            "parent",
            label=ParentPageColumn("parent").label,
            is_named=lambda page: is_named(user, page),
        )
        return [
            parent if isinstance(column, ParentPageColumn) else column for column in super().columns
        ]


class PermittedChosenMultipleView(ChosenMultipleView):
    """Answer with what was chosen, if it could be."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Raise PermissionDenied for a page that may not be named, Http404 for what is no key."""
        keys = request.GET.getlist("id")
        if not all(key.isascii() and key.isdigit() for key in keys):
            raise Http404
        if not all(is_named(request.user, page) for page in Page.objects.filter(pk__in=keys)):
            raise PermissionDenied
        return super().get(request)


class PermittedExternalLinkView(ExternalLinkView):
    """Take an address for that of a page only where the user may see what the page is called."""

    def post(self, request: HttpRequest) -> HttpResponseBase:
        response = super().post(request)
        answer = json.loads(response.content)
        key = (answer.get("internal") or answer.get("result") or {}).get("id")
        if key is None or self._may_be_told(key):
            return response
        return self.render_chosen_response(self.get_result_data())

    def _may_be_told(self, key: int) -> bool:
        user, page = self.request.user, Page.objects.get(pk=key)
        has_published_title = page.draft_title == page.title and is_named(user, page)
        return has_published_title or sees_draft(user, page)

"""Whom the admin names which pages and files, in choosers, bulk actions and lists of its API.

Wagtail shows the title of anything to whoever may enter the admin: where its chooser opens, for
keys that are given to it, as the parent of what is found, for an address that is typed, and as
what a bulk action may not be done to.
"""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.chooser import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    ParentPageColumn,
    SearchView,
)
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from alliance_pages.models.base import is_public_to, sees_draft

# Whoever may do one of these to a thing sees it in the admin.
WORK = {"add", "change", "choose", "delete", "publish", "view"}
REFUSED = "items_with_no_access"
# Whoever may do one of these with a file finds it in lists.
USE = ["add", "change", "delete", "choose"]


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


class NamedItemsMixin(BulkAction):
    """Name only what the user may see."""

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, Any]]:
        allowed, others = super().get_actionable_objects()
        return allowed, {**others, REFUSED: self._named(others[REFUSED])}

    def _named(self, items: list[Any]) -> list[Model]:
        user = self.request.user
        if issubclass(self.model, Page):
            return [page.specific_deferred for page in items if is_named(user, page)]
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(user, WORK)
        keys = set(seen.filter(pk__in=[item.pk for item in items]).values_list("pk", flat=True))
        return [item for item in items if item.pk in keys]


def bulk_action(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> HttpResponseBase:
    """Answer as Wagtail's own view does. Raises Http404."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    found = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if found is None:
        raise Http404
    view = type(found.__name__, (NamedItemsMixin, found), {})(request, model)
    return view.dispatch(request)


class PermittedImagesViewSet(ImagesAdminAPIViewSet):
    """List the images that the user may work with."""

    def get_queryset(self) -> QuerySet:
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(self.request.user, USE)
        return super().get_queryset().filter(pk__in=seen.values("pk"))


class PermittedDocumentsViewSet(DocumentsAdminAPIViewSet):
    """List the documents that the user may work with."""

    def get_queryset(self) -> QuerySet:
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(self.request.user, USE)
        return super().get_queryset().filter(pk__in=seen.values("pk"))

"""Entity tags of API v3: a client changes only the version that it has read."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.http import parse_etags
from wagtail.api.v3.errors import problem_response
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, RevisionMixin
from wagtail.permissions import policy_registry

from participants.editing.rows import whole_state
from participants.editing.together import hold
from participants.editing.versions import (
    Conflict,
    Version,
    find_conflict,
    last_save,
    newest_revision,
)

GetResponse = Callable[[HttpRequest], HttpResponse]

API_V3 = "/api/v3/"
SAFE = {"GET", "HEAD", "OPTIONS"}
# The routes whose answer is the object itself.
DETAILS = {"detail_page", "detail_snippet", "detail_image", "detail_document"}
ANY_CHANGE = {"change", "delete", "publish"}


class EntityTagMiddleware:
    """Give each object the tag of its newest version, and hold writers to the one they name.

    Every write holds its object until it is done, so that of two that come at once the second
    one meets the version of the first. A write that fails leaves nothing behind.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API_V3):
            return self.get_response(request)
        found, is_detail = self.find(request)
        if found is None:
            return self.get_response(request)
        if request.method in SAFE:
            # Taken before the object is read: what comes in between makes the tag too old, and a
            # write with it is refused. The other way round something would be overwritten.
            tag = entity_tag(found)
            response = self.get_response(request)
        else:
            with transaction.atomic():
                hold(found)
                response = self.refusal(request, found) or self.get_response(request)
                if response.status_code >= HTTPStatus.BAD_REQUEST:
                    transaction.set_rollback(True)
            tag = entity_tag(found)
        is_shown = is_detail and response.status_code == HTTPStatus.OK
        if is_shown or response.status_code == HTTPStatus.CONFLICT:
            response["ETag"] = tag
        return response

    def find(self, request: HttpRequest) -> tuple[Any, bool]:
        """Return the object that the address names, or None, and whether the answer shows it."""
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return None, False
        return stored_object(match.kwargs), match.url_name in DETAILS or request.method not in SAFE

    def refusal(self, request: HttpRequest, instance: models.Model) -> HttpResponse | None:
        """Return the answer to a write whose version is not the stored one, or None."""
        wanted = request.headers.get("If-Match")
        if wanted is None or wanted.strip() == "*":
            return None
        tags = parse_etags(wanted)
        if entity_tag(instance) in tags or not may_change(request.user, instance):
            # The view itself says what the user may not do.
            return None
        conflict = what_happened(request, instance, tags)
        errors = [
            {"type": "changed_since", "loc": ["header", "If-Match"], "msg": sentence}
            for sentence in conflict.sentences
        ]
        return problem_response(
            status=HTTPStatus.CONFLICT,
            detail="It has been changed since you read it. Nothing has been saved.",
            errors=errors,
        )


def stored_object(kwargs: dict[str, Any]) -> models.Model | None:
    """Return the object that the parts of an address name, or None where there is none."""
    try:
        if "page_id" in kwargs:
            page = Page.objects.filter(pk=kwargs["page_id"]).first()
            return page.specific if page else None
        if {"type", "pk"} <= kwargs.keys():
            model, key = resolve_model_string(kwargs["type"]), unquote(kwargs["pk"])
        elif "image_id" in kwargs:
            model, key = get_image_model(), kwargs["image_id"]
        elif "document_id" in kwargs:
            model, key = get_document_model(), kwargs["document_id"]
        else:
            return None
        found: models.Model | None = model._default_manager.filter(pk=key).first()
    except (LookupError, OverflowError, ValueError, ValidationError):
        return None
    return found


def entity_tag(instance: models.Model) -> str:
    """Return the strong tag of an object's newest version, as it is stored now."""
    if isinstance(instance, RevisionMixin) and (newest := newest_revision(instance)):
        return f'"{Version.of(newest)}"'
    stored = type(instance)._base_manager.filter(pk=instance.pk).first()
    return f'"{whole_state(stored)}"' if stored else '"gone"'


def may_change(user: Any, instance: models.Model) -> bool:
    """Tell whether a user has any right to change an object, and so may know of its changes."""
    policy = policy_registry.get(instance)
    return bool(policy.user_has_any_permission_for_instance(user, ANY_CHANGE, instance))


def what_happened(request: HttpRequest, instance: Any, tags: list[str]) -> Conflict:
    """Return who has changed an object since the client has read it, and what."""
    if not isinstance(instance, RevisionMixin):
        return last_save(instance, (), request.user)
    shown = Version.read(tags[0].strip('"')) if tags else Version()
    panel = type(instance).get_edit_handler()
    return find_conflict(instance, newest_revision(instance), shown, panel, request)

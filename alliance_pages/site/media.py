"""Which images and documents are public: those that something public shows."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import BigIntegerField, CharField, Q
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.models import BaseViewRestriction, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from alliance_pages.models.base import live_pages, public_pages
from participants.models import Participant

# What whoever works with files is permitted to do with them, or some of it.
WORK = ("choose", "change", "delete")
# Of the pages behind a password that show a file, how many are asked whether the reader knows it.
MOST_ASKED = 20


def used_in_public(model: type[models.Model]) -> models.QuerySet:
    """Return the keys of the images or documents that a public page or participant refers to.

    Collections have no draft state, so an attachment of a draft would be public without this.
    """
    types = ContentType.objects.get_for_models(model, Page, Participant)
    references = ReferenceIndex.objects.filter(
        Q(base_content_type=types[Page], object_id__in=_keys(public_pages()))
        | Q(
            base_content_type=types[Participant], object_id__in=_keys(Participant.objects.public())
        ),
        to_content_type=types[model],
    )
    return references.annotate(key=Cast("to_object_id", BigIntegerField())).values("key")


def is_used_in_public(item: Any) -> bool:
    """Tell whether something public shows an image or document."""
    return used_in_public(type(item)).filter(to_object_id=item.pk).exists()


def may_see_file(request: HttpRequest, item: Any) -> bool:
    """Tell whether a reader may see an image or document that is not public.

    That is whoever works with it in the admin, and whoever may read a page that shows it.
    """
    policy = policy_registry.get_by_type(type(item))
    if policy.user_has_any_permission_for_instance(request.user, WORK, item):
        return True
    return _are_open(item.collection.get_view_restrictions(), request) and any(
        _are_open(page.get_view_restrictions(), request) for page in _live_users(item)
    )


def _are_open(restrictions: Any, request: HttpRequest) -> bool:
    found: list[BaseViewRestriction] = list(restrictions)
    return all(restriction.accept_request(request) for restriction in found)


def _live_users(item: Any) -> models.QuerySet:
    """Return pages, live but perhaps restricted, that refer to an image or document."""
    types = ContentType.objects.get_for_models(type(item), Page)
    references = ReferenceIndex.objects.filter(
        base_content_type=types[Page], to_content_type=types[type(item)], to_object_id=item.pk
    )
    keys = references.annotate(key=Cast("object_id", BigIntegerField())).values("key")
    return live_pages().filter(pk__in=keys)[:MOST_ASKED]


def _keys(found: models.QuerySet) -> models.QuerySet:
    return found.order_by().annotate(key=Cast("pk", CharField())).values("key")

"""Editors of what has no revisions: they save only over the state that they show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from wagtail.admin import messages
from wagtail.admin.views.generic import EditView
from wagtail.images.views.images import EditView as StockImageEditView
from wagtail.snippets.views.snippets import EditView as StockSnippetEditView

from participants.editing.together import hold
from participants.editing.versions import LOADED, REPLACED, last_save
from participants.editing.views import CONFLICT, FORM_ID, VersionField


def state_of(instance: models.Model, names: Iterable[str]) -> dict[str, str]:
    """Return a digest of what each of the fields holds; names of other things are left out."""
    state = {}
    for name in names:
        try:
            field = instance._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        state[name] = _digest(_held(instance, field))
    return state


def whole_state(instance: models.Model) -> str:
    """Return one digest of all columns."""
    names = [field.name for field in instance._meta.concrete_fields]
    return _digest(sorted(state_of(instance, names).items()))


def written(state: dict[str, str]) -> str:
    """Return a state as the text that a form carries."""
    return json.dumps(state, separators=(",", ":"))


def differing(text: str, stored: dict[str, str]) -> list[str]:
    """Return the names of the fields that hold something else than a form has loaded."""
    try:
        loaded = dict(json.loads(text))
    except (TypeError, ValueError):
        return list(stored)
    return [name for name, digest in stored.items() if loaded.get(name) != digest]


def _held(instance: models.Model, field: Any) -> object:
    if field.many_to_many or field.one_to_many:
        return sorted(str(row.pk) for row in getattr(instance, field.name).all())
    return field.value_to_string(instance)


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class VersionedRowMixin(EditView):
    """Refuse what would replace fields that somebody has changed since the form was opened.

    edited_relations: names of relations whose rows are edited beside the object's own fields.
    """

    edited_relations: ClassVar[tuple[str, ...]] = ()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            hold(self.get_object())
            # Read anew: while this waited for its turn, somebody else may have saved it.
            self.object = self.get_object()
            form = self.get_form()
            stored = self.stored_state(form)
            changed = differing(request.POST[LOADED], stored) if LOADED in request.POST else []
            if not changed or request.POST.get(REPLACED) == written(stored):
                return super().post(request, *args, **kwargs)
        return self.shown_again(form, changed, stored)

    def stored_state(self, form: BaseForm) -> dict[str, str]:
        """Return what is stored of all that the form edits."""
        return state_of(self.object, [*form.fields, *self.edited_relations])

    def shown_again(
        self, form: BaseForm, changed: list[str], stored: dict[str, str]
    ) -> HttpResponseBase:
        """Return the form with what was typed, below who has saved what, and the ways to go on."""
        labels = [str(form.fields[name].label) for name in changed if name in form.fields]
        message = render_to_string(
            "participants/admin/edit_conflict.html",
            {
                "conflict": last_save(self.object, labels, self.request.user),
                "version": written(stored),
                "edit_url": self.get_edit_url(),
                "form_id": FORM_ID,
            },
            request=self.request,
        )
        form.is_valid()
        self.form = form
        messages.error(self.request, message)
        return self.render_to_response(self.get_context_data(form=form), status=CONFLICT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.form = self.form if hasattr(self, "form") else self.get_form()
        state = self.stored_state(self.form)
        self.form.fields[LOADED] = VersionField(required=False, initial=written(state))
        return super().get_context_data(**kwargs)


class VersionedRowSnippetEditView(VersionedRowMixin, StockSnippetEditView):
    """The editor of a snippet without revisions."""


class VersionedImageEditView(VersionedRowMixin, StockImageEditView):
    """The editor of an image's title, rights and alternative texts."""

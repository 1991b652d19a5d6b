"""Versions of objects that have no revisions: what their fields hold, field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models


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

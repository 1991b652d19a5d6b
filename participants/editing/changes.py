"""Whether anybody has typed anything in an editor's form."""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BaseForm

# The editor gives each paragraph and each block a key of its own where it has none yet.
PARAGRAPH_KEY = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')
BLOCK_KEY = re.compile(r', "id": "[^"]*"')
EMPTY_TEXT = "<p></p>"


def has_typed(form: BaseForm) -> bool:
    """Tell whether a form holds anything but what it has shown, its child rows included.

    Django takes it for a change that the editor has given a paragraph its key.
    """
    if any(_differs(form, name) for name in form.changed_data):
        return True
    formsets = getattr(form, "formsets", {}).values()
    return any(has_typed(row) for formset in formsets for row in formset.forms)


def _differs(form: BaseForm, name: str) -> bool:
    if name not in getattr(form, "cleaned_data", {}):
        return True
    try:
        shown = form.fields[name].to_python(form[name].initial)
    except ValidationError:
        return True
    return bool(_comparable(shown) != _comparable(form.cleaned_data[name]))


def without_keys(content: Any) -> Any:
    """Return the content of a revision without what the rich text editor adds by itself."""
    if isinstance(content, dict):
        return {name: without_keys(value) for name, value in content.items()}
    if isinstance(content, list):
        return [without_keys(value) for value in content]
    if isinstance(content, str):
        text = PARAGRAPH_KEY.sub("", content)
        return "" if text == EMPTY_TEXT else text
    return content


def _comparable(value: Any) -> Any:
    block = getattr(value, "stream_block", None)
    if block is None:
        return without_keys(value) if isinstance(value, str) else value
    text = json.dumps(block.get_prep_value(value), cls=DjangoJSONEncoder)
    return PARAGRAPH_KEY.sub("", BLOCK_KEY.sub("", text))

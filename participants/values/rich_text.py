"""Rich text that is cleaned whenever it is stored, whoever stores it.

Wagtail cleans what comes from its editor, and trusts what code writes; an importer would be a
way for scripts into the site.
"""

from typing import Any

from django.db import models
from wagtail.api.rich_text import APIRichText
from wagtail.fields import RichTextField

from participants.values.one_line import running_text

FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]


def clean_rich_text(source: str) -> str:
    """Return the text with nothing in it but what the editor's toolbar offers."""
    source = running_text(source)
    if "<" not in source:
        return source
    return APIRichText.sanitize_db_html(source, features=FEATURES)[0]


class CleanRichTextField(RichTextField):
    """Store rich text with the features of the site, cleaned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("features", FEATURES)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001  Django's
        cleaned = clean_rich_text(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

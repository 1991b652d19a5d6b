"""One-line text in the models of Django, Wagtail and its neighbours, whose fields are not ours.

Our own models and pages hold the rule by their fields, wherever they are installed; the project
adds the names, titles and addresses that its editors type elsewhere in the admin.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.signals import pre_save
from taggit.models import Tag
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import AbstractDocument
from wagtail.models import Collection, Site, Task, Workflow

from cms.delivery.models import Webhook
from participants.values.fields import (
    OneLineEmailInput,
    OneLineInput,
    OneLineSlugInput,
    OneLineURLInput,
    put_in_one_line,
)

MODELS = (
    AbstractBaseUser,
    AbstractDocument,
    Collection,
    Group,
    Redirect,
    Site,
    Tag,
    Task,
    Webhook,
    Workflow,
)


def hold_one_line_text() -> None:
    """Bring what the admin's inputs take in, and what is stored, into the form of one line."""
    register_form_field_override(models.CharField, override={"form_class": OneLineInput})
    register_form_field_override(models.EmailField, override={"form_class": OneLineEmailInput})
    register_form_field_override(models.URLField, override={"form_class": OneLineURLInput})
    register_form_field_override(
        models.SlugField, override={"form_class": OneLineSlugInput, "widget": SlugInput}
    )
    pre_save.connect(put_lines_in_order, dispatch_uid="cms.one_line_text")


def put_lines_in_order(instance: models.Model, *, raw: bool = False, **kwargs: Any) -> None:
    """Make the one-line texts uniform before the object is stored, whoever stores it."""
    if isinstance(instance, MODELS) and not raw:
        put_in_one_line(instance, one_line_fields(type(instance)))


def one_line_fields(model: type[models.Model]) -> list[str]:
    """Return the names of the fields of one line that people type, but no passwords."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField)
        and field.editable
        and not field.choices
        and field.name != "password"
    ]

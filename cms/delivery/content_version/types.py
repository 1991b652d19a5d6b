"""Which types of content a webhook can be told of."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from wagtail.models import Page

from cms.delivery.content_version.watched import watches

PAGE = Page._meta.label_lower


def type_labels() -> set[str]:
    """Return "app_label.model" of every type whose changes are told, pages by specific type."""
    pages = {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, Page) and model is not Page
    }
    return pages | ({watch.root.label for watch in watches() if watch.root} - {PAGE})


def type_choices() -> Iterator[tuple[str, str]]:
    """Yield each type with the name that editors know it by, in the order of the names."""
    names = {label: apps.get_model(label)._meta.verbose_name for label in type_labels()}
    for label, name in sorted(names.items(), key=lambda pair: str(pair[1]).lower()):
        yield label, f"{capfirst(name)} ({label})"


def type_label(model: str, content_type_id: int | None) -> str:
    """Return the type that a change is told as: for a page, its specific one."""
    if content_type_id is None:
        return model
    try:
        content_type = ContentType.objects.get_for_id(content_type_id)
    except ContentType.DoesNotExist:
        return model
    return f"{content_type.app_label}.{content_type.model}"

"""Tags of pictures and documents: names that differ by case or accents alone are one tag."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from taggit.managers import _TaggableManager
from taggit.models import Tag

from participants.values.text import name_key, one_line


class TagName(models.Model):
    """The name of a tag, folded: what no other tag may be called."""

    tag = models.OneToOneField(
        Tag,
        primary_key=True,
        related_name="folded_name",
        editable=False,
        on_delete=models.CASCADE,
    )
    folded = models.CharField(max_length=255, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.folded


@receiver(post_save, sender=Tag, dispatch_uid="participants.tag_name")
def keep_folded_name(instance: Tag, *, raw: bool = False, **kwargs: Any) -> None:
    """Let the folded name follow the tag. Raises IntegrityError for a twin of another tag."""
    if not raw:
        TagName.objects.update_or_create(tag=instance, defaults={"folded": name_key(instance.name)})


class FoldedTagManager(_TaggableManager):
    """Take the tag that there is where a name differs from its by case or accents alone."""

    def _to_tag_model_instances(
        self, tags: Iterable[Tag | str], tag_kwargs: dict[str, Any]
    ) -> list[Tag]:
        return super()._to_tag_model_instances(_known(list(tags)), tag_kwargs)


def _known(tags: Sequence[Tag | str]) -> list[Tag | str]:
    """Return the tags, each name by the tag of that name if there is one, or else once."""
    lines = {tag: one_line(tag.strip(' "')) for tag in tags if isinstance(tag, str)}
    keys = {tag: name_key(line) for tag, line in lines.items() if line}
    names = TagName.objects.filter(folded__in=keys.values()).select_related("tag")
    known: dict[str, Tag | str] = {name.folded: name.tag for name in names}
    found = []
    for tag in tags:
        if not isinstance(tag, str):
            found.append(tag)
        elif tag in keys:
            found.append(known.setdefault(keys[tag], lines[tag]))
    return found

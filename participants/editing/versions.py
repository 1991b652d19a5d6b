"""Which version somebody has loaded, which one is stored, and who has saved what in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.admin.panels import Panel
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision, RevisionMixin

from participants.editing.changes import without_keys

# The names of what an editor's form says: which version it shows, and which it may replace.
LOADED = "loaded_version"
REPLACED = "replaced_version"


@dataclass(frozen=True)
class Version:
    """The newest revision of an object at some moment; without a key where it had none.

    saved_at: ISO 8601. It belongs to the version, because autosave writes a revision anew.
    """

    revision: int | None = None
    saved_at: str = ""

    @classmethod
    def of(cls, revision: Revision | None) -> Version:
        """Return the version that a revision holds."""
        return cls(revision.pk, revision.created_at.isoformat()) if revision else cls()

    @classmethod
    def read(cls, text: str) -> Version:
        """Return the version that a form, an address or a header names; NOWHERE for nonsense."""
        if text == str(cls()):
            return cls()
        key, _, saved_at = text.partition("@")
        try:
            is_known = datetime.fromisoformat(saved_at).tzinfo is not None
            return cls(int(key), saved_at) if is_known and int(key) < LARGEST_KEY else NOWHERE
        except ValueError:
            return NOWHERE

    def __str__(self) -> str:
        return f"{self.revision}@{self.saved_at}" if self.revision else "none"


# What a database takes for a key.
LARGEST_KEY = 2**63
# What no object has; a form that names it has loaded nothing that is known.
NOWHERE = Version(-1)


def newest_revision(instance: RevisionMixin) -> Revision | None:
    """Return the newest revision, as it is stored now."""
    model = type(instance)._base_manager
    newest = model.filter(pk=instance.pk).values("latest_revision")
    return Revision.objects.filter(pk__in=newest).select_related("user").first()


def loaded_version(data: Mapping[str, Any]) -> Version | None:
    """Return the version that a posted form has loaded, or None where it does not say.

    Wagtail's own fields are read where ours is missing.
    """
    if LOADED in data:
        return Version.read(data[LOADED])
    if key := data.get("loaded_revision_id"):
        return Version.read(f"{key}@{data.get('loaded_revision_created_at', '')}")
    return None


MOST_SAVES = 5


@dataclass(frozen=True)
class Save:
    """One of the saves that the editor's form does not know. name: empty for a script."""

    name: str
    is_own: bool
    at: datetime

    def __str__(self) -> str:
        at = date_format(timezone.localtime(self.at), "DATETIME_FORMAT")
        if self.is_own:
            return gettext("You saved a newer version in another window (%(at)s).") % {"at": at}
        if not self.name:
            return gettext("A newer version was saved (%(at)s).") % {"at": at}
        return gettext("%(name)s saved a newer version (%(at)s).") % {"name": self.name, "at": at}


@dataclass(frozen=True)
class Conflict:
    """What stands between a form and what is stored.

    saves: newest first; fields: labels of what differs from the version that was loaded; version,
    newest: the stored one; loaded: key of the revision to compare it with.
    """

    saves: Sequence[Save]
    fields: Sequence[str]
    version: str = ""
    loaded: int | None = None
    newest: int | None = None

    @property
    def sentences(self) -> list[str]:
        """Return what has happened, in sentences."""
        sentences = [str(save) for save in self.saves]
        if self.fields:
            fields = ", ".join(self.fields)
            sentences.append(gettext("Changed there: %(fields)s.") % {"fields": fields})
        return sentences


def is_outdated(data: Mapping[str, Any], newest: Version, read: Version) -> bool:
    """Tell whether a posted form shows another version than the newest.

    read: the version that the view has read, before it could keep others from saving.
    """
    if REPLACED in data:
        return bool(data[REPLACED] != str(newest))
    return (loaded_version(data) or read) != newest


def find_conflict(
    instance: RevisionMixin, newest: Revision | None, shown: Version, panel: Panel, request: Any
) -> Conflict:
    """Return what has been saved since `shown`, by comparing the revisions."""
    later = instance.revisions.select_related("user").order_by("-created_at", "-pk")
    base = instance.revisions.filter(pk=shown.revision).first()
    if shown.saved_at:
        later = later.filter(created_at__gt=shown.saved_at)
    is_intact = base is not None and Version.of(base) == shown
    if base is not None and not is_intact:
        # Autosave has written it anew; what stood there before is the nearest that is left.
        base = instance.revisions.filter(created_at__lt=base.created_at).order_by("-pk").first()
    return Conflict(
        version=str(Version.of(newest)),
        saves=saves_of(
            ((revision.user, revision.created_at) for revision in later[:MOST_SAVES]), request.user
        ),
        fields=changed_fields(instance, base, newest, panel, request),
        loaded=base.pk if base else None,
        newest=newest.pk if newest else None,
    )


def saves_of(entries: Iterable[tuple[Any, datetime]], user: Any) -> list[Save]:
    """Return the newest save of each person."""
    saves: dict[Any, Save] = {}
    for author, at in entries:
        key = author.pk if author else None
        name = get_user_display_name(author) if author else ""
        saves.setdefault(key, Save(name, is_own=key == user.pk, at=at))
    return list(saves.values())


def changed_fields(
    instance: Any,
    base: Revision | None,
    newest: Revision | None,
    panel: Panel,
    request: HttpRequest,
) -> list[str]:
    """Return the labels of what differs between two revisions, or the live row and the newest."""
    if newest is None:
        return []
    stored = type(instance)._base_manager.get(pk=instance.pk)
    after = stored.with_content_json(without_keys(newest.content))
    before = stored.with_content_json(without_keys(base.content)) if base else stored
    bound = panel.get_bound_panel(instance=instance, request=request, form=None)
    comparisons = (compare(before, after) for compare in bound.get_comparison())
    labels = (str(found.field_label()) for found in comparisons if found.has_changed())
    return list(dict.fromkeys(labels))


def last_save(instance: models.Model, fields: Sequence[str], user: Any) -> Conflict:
    """Return who has saved an object without revisions last, as its history has it."""
    entry = log_registry.get_logs_for_instance(instance).select_related("user").first()
    entries = [(entry.user, entry.timestamp)] if entry else []
    return Conflict(saves=saves_of(entries, user), fields=fields)

"""Which version of an object somebody has loaded, and which one is stored now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Revision, RevisionMixin

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

"""What may be previewed: how each kind of object is found, written and told."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from participants.api.previewing.anchors import Anchors, participant_anchors
from participants.api.reader import Reader
from participants.api.representations import FIELDS, represent_all
from participants.models import FrontendPreview, Participant
from participants.values.languages import default_language


class Previewed(ABC):
    """One object that an editor works on, stored or new, of the kind that `model` names.

    request: of the API; language: in which a participant is told.
    """

    model: ClassVar[type]
    # Whether it can be told in any language, and not in its own alone.
    has_languages: ClassVar[bool] = False

    def __init__(self, preview: FrontendPreview, request: Any, language: str) -> None:
        self.preview = preview
        self.request = request
        self.language = language

    @cached_property
    def stored(self) -> Any:
        """Return the row of the object, or None where it is new or has been deleted."""
        key = self.preview.object_id
        kind: Any = self.preview.content_type.model_class()
        return kind._base_manager.filter(pk=key).first() if key else None

    @property
    def is_gone(self) -> bool:
        return bool(self.preview.object_id) and self.stored is None

    def is_private(self) -> bool:
        """Tell whether it is kept from the public even when it is published."""
        return False

    @abstractmethod
    def may_be_edited(self) -> bool:
        """Tell whether the editor may still edit it, or make it."""

    def restored(self, content: Mapping[str, Any]) -> Any:
        """Return the object with what was serialized."""
        if self.stored is not None:
            return self.stored.with_content_json({**content})
        kind: Any = self.preview.content_type.model_class()
        return kind.from_serializable_data({**content, "pk": None})

    def scheduled(self, until: datetime) -> Revision | None:
        """Return the version that will have been published by then on its own, if there is one."""
        if self.stored is None:
            return None
        found = self.stored.revisions.filter(approved_go_live_at__lte=until)
        return found.order_by("-approved_go_live_at", "-pk").first()

    @abstractmethod
    def missing(self, draft: Any) -> list[str]:
        """Return what the API always tells of such an object, and the draft does not have yet."""

    @abstractmethod
    def save(self, draft: Any) -> None:
        """Write a draft."""

    @abstractmethod
    def document(self, key: int) -> dict[str, Any]:
        """Return what the API tells of the object once it is public."""

    def public_document(self) -> dict[str, Any] | None:
        """Return what the API tells of the object now, or None."""
        return self.document(self.stored.pk)

    @abstractmethod
    def anchors(self, shown: Any, document: Mapping[str, Any]) -> Anchors:
        """Return where in the editor the fields of a document are, which tells what is shown."""

    @cached_property
    def edit_url(self) -> str:
        """Return the address of the editor."""
        known = AdminURLFinder(self.preview.user).get_edit_url(self.stored) if self.stored else None
        return f"{get_admin_base_url() or ''}{known or self.path_of_new()}"

    @abstractmethod
    def path_of_new(self) -> str:
        """Return the path of the form in which a new one is made."""


class PreviewedParticipant(Previewed):
    """A participant."""

    model = Participant
    has_languages = True

    def may_be_edited(self) -> bool:
        action = "add" if self.stored is None else "change"
        policy = policy_registry.get_by_type(Participant)
        return bool(policy.user_has_permission(self.preview.user, action))

    def missing(self, draft: Any) -> list[str]:
        has_text = default_language() in draft.texts_by_language
        return [
            *(name for name in ("kind", "country") if not getattr(draft, name)),
            *([] if has_text else ["a text in the main language"]),
        ]

    def save(self, draft: Any) -> None:
        draft.save()

    def document(self, key: int) -> dict[str, Any]:
        [told] = represent_all([key], Reader(self.request, self.language), list(FIELDS))
        return told

    def anchors(self, shown: Any, document: Mapping[str, Any]) -> Anchors:
        return participant_anchors(shown, self.language)

    def path_of_new(self) -> str:
        return reverse(Participant.snippet_viewset.get_url_name("add"))

"""`preview/`: what an editor works on, in exactly the public shape."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.urls import URLPattern, path
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from participants.api.base import PublicAPIViewSet
from participants.api.previewing.door import check_right, read_day, read_preview
from participants.api.previewing.drafts import as_if_published, one_at_a_time
from participants.api.previewing.previewed import Previewed, PreviewedParticipant
from participants.api.previewing.refusals import AT, REASONS, TOKEN, not_found, not_shown
from participants.api.previewing.shapes import previewed_shape
from participants.api.representations import BODY_KINDS, META_KINDS
from participants.models import FrontendPreview
from participants.registry.listing.parameters import (
    LINKS,
    check_parameters,
    read_language,
    refuse,
)


class PreviewAPIViewSet(PublicAPIViewSet):
    """Answer those who hold the token of an editor, and nobody from a cache."""

    name = "preview"
    about = "What an editor works on, as it would be once it is published."
    model = FrontendPreview
    is_kept = False
    refusals = REASONS
    kinds: ClassVar[tuple[type[Previewed], ...]] = (PreviewedParticipant,)
    parameters: ClassVar[frozenset[str]] = frozenset({TOKEN, AT, LINKS, "locale"})

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "preview_view"}), name="preview")]

    @classmethod
    def parameters_by_path(cls) -> dict[str, frozenset[str]]:
        return {"": cls.parameters}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        return {"": {"200": previewed_shape("Participant", META_KINDS, BODY_KINDS)}}

    def preview_view(self, request: Request) -> Response:
        """Answer with the document. Raises BadRequestError, RefusedError."""
        check_parameters(request.GET, self.parameters)
        until = read_day(request.GET)
        previewed = self.previewed(request, read_preview(request.GET))
        check_right(previewed)
        if until is None:
            preview = previewed.preview
            return self.draft(previewed, preview.content, preview.saved_at)
        return self.on_day(previewed, until)

    def previewed(self, request: Request, preview: FrontendPreview) -> Previewed:
        """Return what is previewed, in the language that is asked for or that of the preview."""
        model: Any = preview.content_type.model_class()
        kind = next(kind for kind in self.kinds if issubclass(model, kind.model))
        language = preview.language
        if "locale" in request.GET:
            language = read_language(request.GET)
            if language != preview.language and not kind.has_languages:
                refuse("locale", "a page has one language; its translations are previewed alone.")
        return kind(preview, request, language)

    def draft(self, previewed: Previewed, content: Mapping[str, Any], moment: datetime) -> Response:
        """Answer with some content of the object, as if it were published at a moment."""
        draft = previewed.restored(content)
        if previewed.stored is not None:
            # What is serialized is less exact.
            draft.first_published_at = previewed.stored.first_published_at
        if missing := previewed.missing(draft):
            raise not_shown(f"it cannot be shown before it has: {', '.join(missing)}.")
        with one_at_a_time(), as_if_published(draft, previewed.save, moment):
            return self.answer(previewed, previewed.document(draft.pk), draft, moment)

    def on_day(self, previewed: Previewed, until: datetime) -> Response:
        """Answer with what will be public at the end of a day. Raises RefusedError."""
        revision, stored = previewed.scheduled(until), previewed.stored
        begins = until - timedelta(days=1)
        if revision is not None:
            if not _has_expired(previewed.restored(revision.content), begins):
                return self.draft(previewed, revision.content, revision.approved_go_live_at)
        elif stored is not None and stored.live and not _has_expired(stored, begins):
            document = previewed.public_document()
            if document is not None:
                moment = stored.last_published_at or previewed.preview.saved_at
                return self.answer(previewed, document, stored, moment)
        raise not_found(AT, "nothing of it will be public on that day.")

    def answer(
        self, previewed: Previewed, document: dict[str, Any], shown: Any, moment: datetime
    ) -> Response:
        """Return the document with what is said of it. shown: what it tells of."""
        stored, editor_url = previewed.stored, previewed.edit_url
        info: dict[str, Any] = {
            "of": {
                "type": document["meta"]["type"],
                "id": stored.pk if stored is not None else None,
                "locale": previewed.language,
                "live": stored is not None and stored.live,
            },
            "saved_at": moment,
            "editor_url": editor_url,
            "fields": {
                name: f"{editor_url}#{anchor}"
                for name, anchor in previewed.anchors(shown, document).items()
            },
        }
        return Response({**document, "preview": info})

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response


def _has_expired(shown: Any, moment: datetime) -> bool:
    return shown.expire_at is not None and shown.expire_at <= max(moment, timezone.now())

"""`preview/` for pages beside participants."""

from typing import Any, NotRequired, Union

from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from alliance_pages.api.lists.by_type import LISTS, are_lists_wanted, lists_of
from alliance_pages.api.lists.shapes import PAGE_LISTS, PROFILE_LISTS
from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.api.previewing.previewed import PreviewedPage
from participants.api.previewing.endpoint import PreviewAPIViewSet
from participants.api.previewing.shapes import previewed_shape
from participants.api.representations import BODY_KINDS, META_KINDS


class SitePreviewAPIViewSet(PreviewAPIViewSet):
    """Answer for all that has a preview in the frontend."""

    kinds = (*PreviewAPIViewSet.kinds, PreviewedPage)
    parameters = PreviewAPIViewSet.parameters | {LISTS}

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        lists = {LISTS: NotRequired[PROFILE_LISTS]}
        answers = [previewed_shape("Participant", META_KINDS, BODY_KINDS | lists)]
        for model in PublicPagesAPIViewSet.described_models():
            meta, body = PublicPagesAPIViewSet.kinds_of(model, [model._meta.label])
            lists = {LISTS: NotRequired[PAGE_LISTS]}
            answers.append(previewed_shape(model.__name__, meta, body | lists))
        return {"": {"200": Union[*answers]}}

    def preview_view(self, request: Request) -> Response:
        """Answer with the document, and with lists as they are now. Raises as for any."""
        with_lists = are_lists_wanted(request.GET)
        answer = super().preview_view(request)
        if with_lists:
            # Not within the transaction of the draft: what they show may get pictures, whose files
            # would outlive it.
            language = answer.data["preview"]["of"]["locale"]
            answer.data[LISTS] = lists_of(request, answer.data, language, QueryDict())
        return answer

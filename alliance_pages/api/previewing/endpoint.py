"""`preview/` for pages beside participants."""

from typing import Any, Union

from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.api.previewing.previewed import PreviewedPage
from participants.api.previewing.endpoint import PreviewAPIViewSet
from participants.api.previewing.shapes import previewed_shape


class SitePreviewAPIViewSet(PreviewAPIViewSet):
    """Answer for all that has a preview in the frontend."""

    kinds = (*PreviewAPIViewSet.kinds, PreviewedPage)

    @classmethod
    def answers_by_path(cls) -> dict[str, dict[str, Any]]:
        participant = super().answers_by_path()[""]["200"]
        pages = (
            previewed_shape(
                model.__name__, *PublicPagesAPIViewSet.kinds_of(model, [model._meta.label])
            )
            for model in PublicPagesAPIViewSet.described_models()
        )
        return {"": {"200": Union[participant, *pages]}}

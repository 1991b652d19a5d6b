"""Lists of what the server writes."""

from typing import Any

from wagtail.admin.viewsets.model import ModelViewSet


class RecordViewSet(ModelViewSet):
    """What the server writes and nobody else.

    No object has a page to edit it on. absent: the views, beside those of an editor, that it does
    not have either.
    """

    absent: tuple[str, ...]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add", "edit", "history", "usage", *self.absent)
        nothing = dict.fromkeys((f"{view}_url_name" for view in absent), None)
        return super().get_common_view_kwargs(**{**nothing, **kwargs})

    def register_admin_url_finder(self) -> None:
        """Register none."""

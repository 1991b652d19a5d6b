"""What the pages of an import share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from participants.importer.admin.access import may_import
from participants.importer.admin.uploads import UploadGone
from participants.models import Participant

UPLOAD, PLAN = "participants_import", "participants_import_plan"


class ImportMixin(WagtailAdminTemplateMixin):
    """What the pages share: who may see them, and where they stand."""

    request: HttpRequest
    page_title = _("Import")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except UploadGone:
            messages.error(
                request, gettext("This upload is no longer here. Choose the file again.")
            )
            return redirect(UPLOAD)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": listing_url(), "label": gettext("Participants")},
            {"url": reverse(UPLOAD), "label": self.get_page_title()},
        ]


def listing_url() -> str:
    """Return the address of the listing of participants."""
    return reverse(Participant.snippet_viewset.get_url_name("list"))

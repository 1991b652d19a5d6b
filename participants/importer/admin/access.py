"""Who may import, what the pages share, and those that take a file or give one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from participants.exports.columns import columns
from participants.importer.admin.uploads import Upload, UploadForm, UploadGone
from participants.importer.planning.report import template
from participants.models import Participant


def may_import(user: Any) -> bool:
    policy = policy_registry.get_by_type(Participant)
    return all(policy.user_has_permission(user, action) for action in ("add", "change"))


def may_publish(user: Any) -> bool:
    return policy_registry.get_by_type(Participant).user_has_permission(user, "publish")


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


class ImportButtonMixin(WagtailAdminTemplateMixin):
    """Offer the page in the header of a listing."""

    request: HttpRequest

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)
        if may_import(self.request.user):
            address = reverse("participants_import")
            buttons.append(Button(gettext("Import"), url=address, icon_name="upload", priority=20))
        return buttons


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
    return reverse(Participant.snippet_viewset.get_url_name("list"))


class UploadView(ImportMixin, FormView):
    """Take a file, and go on to its plan."""

    form_class = UploadForm
    template_name = "participants/admin/import_upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "may_publish": may_publish(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=columns().values(), **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        sent = form.cleaned_data["file"]
        publish = form.cleaned_data.get("publish", False)
        upload = Upload.keep(sent.file, user=self.request.user, name=sent.name, publish=publish)
        return redirect(PLAN, upload.signed)


CSV = "text/csv; charset=utf-8"


class CorrectionsView(ImportMixin, View):
    """Give the rows that could not be applied as a file to correct."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        upload = Upload.of(kwargs["signed"], request.user)
        file = upload.name.rpartition(".")[0] or upload.name
        name = gettext("corrections-%(file)s.csv") % {"file": file}
        return FileResponse(
            upload.corrections(), as_attachment=True, filename=name, content_type=CSV
        )


class TemplateFileView(ImportMixin, View):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        disposition = 'attachment; filename="participants.csv"'
        return HttpResponse(
            template(), content_type=CSV, headers={"Content-Disposition": disposition}
        )

"""Where webhooks are kept, and where one sees what became of their messages."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.forms import ModelForm
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale

from cms.delivery.content_version.watched import type_choices
from cms.delivery.models import Action, State, Webhook, WebhookMessage
from cms.delivery.webhooks.admin.pages import (
    MessageInspectView,
    RotateSecretView,
    SendAgainView,
    SendTestView,
    WebhookInspectView,
)

NONE_MEANS_ALL = _("Choose none for all.")


def locale_choices() -> Iterable[tuple[str, str]]:
    """Return the languages of the site."""
    return [(locale.language_code, str(locale)) for locale in Locale.objects.all()]


class WebhookForm(WagtailAdminModelForm):
    """Where messages go to, and which."""

    actions = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(action.value, action.label) for action in Action.announced()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=NONE_MEANS_ALL,
    )
    locales = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=locale_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none for all. What has no language is always told."),
    )
    types = forms.MultipleChoiceField(
        label=_("Types of content"),
        choices=type_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=NONE_MEANS_ALL,
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Webhook
        fields = ["name", "address", "is_enabled", "actions", "locales", "types"]
        widgets = {"address": forms.URLInput}


class WebhookViewSet(ModelViewSet):
    """The webhooks, with what is wrong with them."""

    model = Webhook
    name = "delivery_webhooks"
    url_prefix = "delivery/webhooks"
    icon = "site"
    menu_label = _("Webhooks")
    list_display = [
        "name",
        "address",
        StatusTagColumn(
            "condition", label=_("Condition"), primary=lambda webhook: webhook.is_healthy
        ),
    ]
    # A copy would carry the secret of another receiver.
    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_class = WebhookInspectView
    inspect_template_name = "delivery/admin/webhook.html"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:  # noqa: FBT001, FBT002  Wagtail's signature
        return WebhookForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("test/<int:pk>/", SendTestView.as_view(), name="test"),
            path("rotate/<int:pk>/", RotateSecretView.as_view(), name="rotate"),
        ]


class MessageFilterSet(WagtailFilterSet):
    """Narrow the log by state, webhook and type."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, distinct=False
    )
    event_type = django_filters.AllValuesFilter(label=_("Type"))

    class Meta:
        model = WebhookMessage
        fields = ["state", "webhook", "event_type"]


class MessageIndexView(generic.IndexView):
    """The newest messages first."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("webhook")


class RecordViewSet(ModelViewSet):
    """What the server writes and nobody else, so that no object has a page to edit it on.

    absent: the views, beside those of an editor, that it does not have.
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


class MessageViewSet(RecordViewSet):
    """The delivery log: read, and send again; nothing is written or deleted by hand."""

    model = WebhookMessage
    name = "delivery_log"
    url_prefix = "delivery/log"
    icon = "list-ul"
    menu_label = _("Delivery log")
    index_view_class = MessageIndexView
    list_display = [
        "event_type",
        Column("object_id", label=_("Object")),
        Column("webhook", label=_("Webhook")),
        StatusTagColumn(
            "get_state_display",
            label=_("State"),
            primary=lambda message: message.state == State.DELIVERED,
        ),
        Column("status", label=_("Status of the response")),
        Column("attempts", label=_("Attempts")),
        DateColumn("created_at", label=_("Created at")),
    ]
    ordering = "-pk"
    filterset_class = MessageFilterSet
    absent = ("delete",)
    inspect_view_enabled = True
    inspect_view_class = MessageInspectView
    inspect_template_name = "delivery/admin/message.html"
    inspect_view_fields = [
        "webhook",
        "event_type",
        "message_id",
        "state",
        "created_at",
        "attempts",
        "attempted_at",
        "next_attempt_at",
        "status",
        "duration_ms",
        "error",
        "response_body",
        "payload",
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("again/<int:pk>/", SendAgainView.as_view(), name="again"),
        ]


class DeliveryViewSetGroup(ViewSetGroup):
    """Webhooks and their log, in the menu for those who may see them."""

    menu_label = _("Delivery")
    menu_icon = "upload"
    menu_name = "delivery"
    items = (WebhookViewSet, MessageViewSet)

"""The form of a webhook."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Locale

from cms.delivery.content_version.types import type_choices
from cms.delivery.models import Action, Webhook

NONE_MEANS_ALL = _("Choose none for all.")


def locale_choices() -> Iterable[tuple[str, str]]:
    """Return the languages of the site."""
    return [(locale.language_code, str(locale)) for locale in Locale.objects.all()]


class WebhookForm(WagtailAdminModelForm):
    """Where messages go to, and which."""

    actions = forms.MultipleChoiceField(
        label=_("Events"),
        choices=[(action.value, action.label) for action in Action.told()],
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

"""Links to participants, set from the toolbar of rich text with the registry's own chooser."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.editor_html import LinkTypeRule
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from participants.models import Participant
from participants.registry.links import ParticipantLinkHandler, key_of

# As the list of features of a text names it.
FEATURE = "participant-link"
ENTITY = "PARTICIPANT"


def register_participant_links(features: FeatureRegistry) -> None:
    """Offer links to participants to texts that have the feature."""
    features.register_link_type(ParticipantLinkHandler)
    plugin = EntityFeature(
        {
            "type": ENTITY,
            "icon": "site",
            "description": _("Participant"),
            "chooserUrls": {
                "participantChooser": reverse_lazy(
                    "wagtailsnippetchoosers_participants_participant:choose"
                )
            },
        },
        js=["wagtailadmin/js/chooser-modal.js", "participants/participant_link.js"],
    )
    features.register_editor_plugin("draftail", FEATURE, plugin)
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                f'a[linktype="{ParticipantLinkHandler.identifier}"]': _FromDatabase(ENTITY)
            },
            "to_database_format": {"entity_decorators": {ENTITY: _to_database}},
        },
    )
    # Cleans what is stored.
    features.register_converter_rule(
        "editorhtml", FEATURE, [LinkTypeRule(ParticipantLinkHandler.identifier, _Stored)]
    )


class _FromDatabase(LinkElementHandler):
    """Tell the editor what a link leads to, by name only if that is public."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        key = key_of(attrs)
        shown = Participant.objects.public().with_names().filter(pk=key).first()
        return {"id": key, "name": str(shown) if shown else gettext("Not public")}


def _to_database(props: dict[str, Any]) -> Any:
    attributes = {"linktype": ParticipantLinkHandler.identifier, "id": props.get("id")}
    return DOM.create_element("a", attributes, props["children"])


class _Stored:
    """What is kept of a link."""

    @staticmethod
    def get_db_attributes(tag: Any) -> dict[str, str]:
        return {"id": tag["data-id"]}

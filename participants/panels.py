"""The tabs of the participant editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from participants.forms import ParticipantForm

participant_tabs = TabbedInterface(
    [
        ObjectList(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("slug")]),
                FieldPanel("name_local"),
                FieldRowPanel(
                    [
                        FieldPanel("kind", required_on_save=True),
                        FieldPanel("country", required_on_save=True),
                    ]
                ),
                FieldPanel("themes"),
                FieldRowPanel([FieldPanel("website"), FieldPanel("source_url")]),
                PublishingPanel(),
            ],
            heading=_("Identity"),
        ),
        ObjectList(
            [InlinePanel("texts", heading=_("Texts per language"), label=_("text"))],
            heading=_("Texts"),
        ),
        ObjectList(
            [
                HelpPanel(
                    content=_(
                        "The status and the dates of joining and leaving follow from these events."
                    )
                ),
                InlinePanel("events", heading=_("Membership"), label=_("event")),
                InlinePanel("representatives", heading=_("Representatives"), label=_("person")),
            ],
            heading=_("Membership"),
        ),
        ObjectList(
            [InlinePanel("figures", heading=_("Figures"), label=_("figure"))],
            heading=_("Figures"),
        ),
        ObjectList(
            [InlinePanel("initiatives", heading=_("Initiatives"), label=_("initiative"))],
            heading=_("Initiatives"),
        ),
        ObjectList(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("image"),
            ],
            heading=_("Place and picture"),
        ),
    ],
    base_form_class=ParticipantForm,
)

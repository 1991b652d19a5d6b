"""The tabs of the participant editor."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    ObjectList,
    PublishingPanel,
)

from participants.admin.comparison import ComparedTabs
from participants.admin.other_authorities import OtherAuthoritiesField
from participants.models import LINKS
from participants.models.publication import Errors, PublicationRulesForm


class ParticipantForm(PublicationRulesForm):
    """Check the child rows together, since no single row can see its neighbours."""

    distinct_from = OtherAuthoritiesField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["distinct_from"].widget.participant = self.instance

    def relation_errors(self) -> Errors:
        # In memory, as saving the form does it: the rules are the model's.
        for formset in self.formsets.values():
            formset.instance = self.instance
            formset.save(commit=False)
        return self.instance.relation_errors()


class Tab(ObjectList):
    """A tab with an address that stays the same in every language.

    Wagtail makes the address from the heading, in the language that is asked for first.
    """

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "name": self.name}

    @property
    def clean_name(self) -> str:
        return self.name


participant_tabs = ComparedTabs(
    [
        Tab(
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
                FieldRowPanel([FieldPanel(name) for name in LINKS]),
                PublishingPanel(),
            ],
            heading=_("Identity"),
            name="identity",
        ),
        Tab(
            [
                InlinePanel("texts", heading=_("Texts per language"), label=_("text")),
                FieldPanel("distinct_from", heading=_("Like names")),
            ],
            heading=_("Texts"),
            name="texts",
        ),
        Tab(
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
            name="membership",
        ),
        Tab(
            [InlinePanel("figures", heading=_("Figures"), label=_("figure"))],
            heading=_("Figures"),
            name="figures",
        ),
        Tab(
            [InlinePanel("initiatives", heading=_("Initiatives"), label=_("initiative"))],
            heading=_("Initiatives"),
            name="initiatives",
        ),
        Tab(
            [
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("image"),
            ],
            heading=_("Place and picture"),
            name="place",
        ),
    ],
    base_form_class=ParticipantForm,
)

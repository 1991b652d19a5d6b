"""What surrounds every page in one language, as editors write it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from alliance_pages.models.home import HomePage
from alliance_pages.models.site_settings.blocks import FollowLinksBlock, LinksBlock, MenuBlock
from participants.editing.together import EditedTogetherMixin
from participants.values.fields import (
    WEB_ADDRESS,
    OneLineEmailField,
    OneLineField,
    OneLineURLField,
    RunningTextField,
    validate_telephone,
)


class SiteSettings(
    EditedTogetherMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    models.Model,
):
    """What stands around every page of a language; whatever is empty is left out or computed."""

    locale = models.OneToOneField(
        "wagtailcore.Locale",
        verbose_name=_("language"),
        related_name="+",
        on_delete=models.CASCADE,
    )
    auspices = OneLineField(
        _("auspices"),
        max_length=255,
        blank=True,
        help_text=_("The line at the top of every page: under whose auspices the site stands."),
    )
    auspices_url = OneLineURLField(
        _("address of that institution"), max_length=500, blank=True, validators=[WEB_ADDRESS]
    )
    mission = RunningTextField(
        _("mission"),
        max_length=500,
        blank=True,
        help_text=_("It stands at the foot. Left empty, the mission of the home page."),
    )
    footer_text = RunningTextField(
        _("last line"),
        max_length=500,
        blank=True,
        help_text=_("It stands at the very end of every page: who publishes the site."),
    )
    main_menu = StreamField(
        MenuBlock(required=False),
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("Left empty, the pages below the home page that have “Show in menus” ticked."),
    )
    footer_menu = StreamField(
        LinksBlock(required=False), verbose_name=_("menu at the foot"), blank=True
    )
    legal_links = StreamField(
        LinksBlock(required=False),
        verbose_name=_("legal pages"),
        blank=True,
        help_text=_("Legal notice, privacy, accessibility and the like."),
    )
    follow_links = StreamField(
        FollowLinksBlock(required=False), verbose_name=_("where to follow us"), blank=True
    )
    contact_address = RunningTextField(_("postal address"), max_length=500, blank=True)
    contact_email = OneLineEmailField(_("e-mail address"), blank=True)
    contact_phone = OneLineField(
        _("telephone"), max_length=100, blank=True, validators=[validate_telephone]
    )

    panels = [
        FieldPanel("locale"),
        MultiFieldPanel(
            [FieldPanel("auspices"), FieldPanel("auspices_url")], heading=_("Top of every page")
        ),
        FieldPanel("main_menu"),
        FieldPanel("mission"),
        FieldPanel("footer_menu"),
        FieldPanel("follow_links"),
        MultiFieldPanel(
            [
                FieldPanel("contact_address"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
            ],
            heading=_("Contact"),
        ),
        FieldPanel("legal_links"),
        FieldPanel("footer_text"),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def __str__(self) -> str:
        return gettext("Site settings in %(language)s") % {"language": self.locale}

    def clean(self) -> None:
        super().clean()
        if self.auspices_url and not self.auspices:
            raise ValidationError({"auspices": gettext("The address needs words to stand on.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "alliance_pages/home_page.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return the home page of the language, with these settings around it."""
        home = HomePage.objects.filter(locale=self.locale).first()
        home = home or HomePage(locale=self.locale)
        front = home.front_context(request)
        return {**home.get_context(request), **front, "site_settings": self}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        # The version is one of the settings; Wagtail's user bar would look for one of the page.
        request.revision_id = None  # type: ignore[attr-defined]  # set by Wagtail
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()


def public_settings(language: str) -> SiteSettings | None:
    """Return what editors have published for a language, or None. One query."""
    is_public = Q(expire_at=None) | Q(expire_at__gt=Now())
    found = SiteSettings.objects.filter(is_public, live=True, locale__language_code=language)
    return found.first()

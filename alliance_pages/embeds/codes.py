"""The frames that other sites put into their pages, as HTML to be copied."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from alliance_pages.site.page_context import PageContext
from participants.models import Participant
from participants.models.reading import ParticipantReading
from participants.values.languages import default_language

# In pixels, as they are shown best.
WIDTH = 480
COUNT_HEIGHT, MAP_HEIGHT, PARTICIPANT_HEIGHT = 180, 520, 240


@dataclass(frozen=True)
class EmbedCode:
    """An embed, and the HTML that shows it. name: what it is, for whoever chooses one."""

    name: str
    title: str
    href: str
    width: int
    height: int

    def within(self, width: int, height: int) -> "EmbedCode":
        """Return the embed, as large as may be at most."""
        return replace(self, width=min(self.width, width), height=min(self.height, height))

    @property
    def html(self) -> str:
        """Return the element that stands in the page of another site."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
            *(self.href, self.title, self.width, self.height),
        )


def codes_of(around: PageContext) -> list[EmbedCode]:
    """Return an embed of each kind, that of a participant for the newest."""
    name = around.site_context.name
    count, everywhere = gettext("The number of participants"), gettext("The map")
    found = [
        EmbedCode(count, name, _address(around, "embed_count"), WIDTH, COUNT_HEIGHT),
        EmbedCode(everywhere, name, _address(around, "embed_map"), WIDTH, MAP_HEIGHT),
    ]
    newest = Participant.objects.public().taking_part().newest_first().with_parts("texts").first()
    return [*found, code_of(newest, around)] if newest else found


def code_of(participant: ParticipantReading, around: PageContext) -> EmbedCode:
    """Return the embed of a participant."""
    return EmbedCode(
        gettext("A participant"),
        f"{participant.name}, {participant.country_name}",
        _address(around, "embed_participant", participant.slug),
        WIDTH,
        PARTICIPANT_HEIGHT,
    )


def _address(around: PageContext, name: str, *route: str) -> str:
    """Return the full address of an embed, which lies where the API does."""
    language = around.language
    query = "" if language == default_language() else f"?{urlencode({'locale': language})}"
    return around.file_address(f"{reverse(name, args=route)}{query}")

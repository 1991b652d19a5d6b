"""Tags for showing participants."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.template import Context
from django.template.base import FilterExpression, Parser, Token
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.images.shortcuts import get_rendition_or_not_found

from participants.extension_points import profiles_address
from participants.models import AbstractCreditedImage, Participant
from participants.models.reading import ParticipantReading
from participants.registry.listing.timeline import (
    Happening,
    in_order_of_time,
    membership_steps,
)
from participants.registry.pictures.renditions import (
    FULL,
    loaded_renditions,
    sizes_of,
    sources_of,
)
from participants.registry.registry_cache import AnswersByVersion
from participants.values.dates import PartialDate, parse_if_known
from participants.values.languages import default_language

register = template.Library()

# The map of a country has up to 100,000 characters, and so have its cards; a key, which names all
# that news print, has a few thousand.
MOST_CHARACTERS = 10_000_000
KEY_CHARACTERS = 2_000
fragments = AnswersByVersion(MOST_CHARACTERS, size=lambda text: len(text) + KEY_CHARACTERS)


@register.simple_tag(takes_context=True)
def profiles_url(context: Context) -> str:
    """Return the address that profiles lie under, or "" without one; asks once for each page."""
    language = get_language() or default_language()
    # The stubs know only the keys that Django itself keeps there.
    known: Any = context.render_context.setdefault("profiles_addresses", {})  # type: ignore[arg-type]
    if language not in known:
        known[language] = profiles_address(language) or ""
    return known[language]


@register.simple_tag(takes_context=True)
def profile_url(context: Context, participant: Participant) -> str:
    """Return the address of a profile, or "" where there is none."""
    profiles = profiles_url(context)
    return f"{profiles}{quote(participant.slug)}/" if profiles else ""


@register.inclusion_tag("participants/includes/picture.html")
def picture_element(
    image: AbstractCreditedImage, sizes: str = "", **attributes: str
) -> dict[str, Any]:
    """Print a picture in all its formats and widths, of which a browser takes what suits it.

    sizes: how wide it is shown, or as large as it fits; attributes: those of the element `img`.
    """
    loaded_renditions(image)
    shown = get_rendition_or_not_found(image, FULL)
    return {
        "sources": sources_of(image),
        "sizes": sizes or sizes_of(shown.width),
        "img": shown.img_tag(attributes),
    }


class Once(template.Node):
    """Print for one version of something what was printed for it before."""

    def __init__(self, arguments: list[FilterExpression], nodes: template.NodeList) -> None:
        self.version, *self.question = arguments
        self.nodes = nodes

    def render(self, context: Context) -> SafeString:
        version = self.version.resolve(context, ignore_failures=True)
        question = (get_language(), *(part.resolve(context) for part in self.question))
        return fragments.get(version, question, lambda: self.nodes.render(context))


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Read `{% once version "name" part… %}…{% endonce %}`.

    What stands inside depends on the version, the parts and the language, and on nothing else.
    The version must have been asked for before whatever is printed was read, for it to be as new.
    Where it is None or missing, as in previews, everything is printed anew.
    """
    _tag, *arguments = token.split_contents()
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once([parser.compile_filter(argument) for argument in arguments], nodes)


@register.simple_tag
def timeline(participant: ParticipantReading, articles: Iterable[Any] = ()) -> list[Happening]:
    """Return what has happened to a participant and was told of it, the oldest first.

    articles: pages with a date and a kind, or nothing.
    """
    told = (
        Happening(article.when, capfirst(article.get_kind_display()), article=article)
        for article in articles or ()
    )
    return in_order_of_time(membership_steps(participant), told)


@register.filter
def day(moment: datetime) -> str:
    """Return the day of a moment in long form, such as "5 December 2014"."""
    return str(PartialDate(timezone.localdate(moment)))


@register.filter
def partial_date(text: str) -> PartialDate | None:
    """Return the date that a text such as "2014-12" stands for, or None where it is unknown."""
    return parse_if_known(text)

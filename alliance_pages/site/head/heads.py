"""The head of what is at an address: title, description, picture, and what machines read."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Literal
from urllib.parse import urlencode

from alliance_pages.models import HomePage, NewsArticlePage
from alliance_pages.models.routes import MovableRoutesMixin
from alliance_pages.site.head.structured import structured_data
from alliance_pages.site.head.trail import Step, trail_of
from alliance_pages.site.page_context import PageContext
from participants.api.images import image_representation
from participants.api.shapes import Image
from participants.models import AbstractCreditedImage
from participants.models.reading import ParticipantReading
from participants.values.text import plain_text

OEMBED = "wagtailapi:oembed:oembed"
CARD = "embed_participant_card"
LONGEST_DESCRIPTION = 200  # characters; search engines cut what is longer
# What robots may do: show the page and follow its links, or leave it out.
Robots = Literal["all", "noindex"]
# Where the editors' first sentences stand, by type of page.
FIRST_WORDS = ("introduction", "mission", "summary")

# The columns of a page that its head is made from, beside the fields of its type.
READS = frozenset(
    {
        *("alias_of_id", "content_type_id", "depth", "last_published_at", "live", "path"),
        *("search_description", "seo_title", "title", "translation_key", "url_path"),
    }
)


@dataclass(frozen=True)
class Head:
    """What stands in the head of a document, and the way to it.

    title: with the name of the site; description: one line or empty; canonical: full URL;
    picture: as `image_representation` has it, or None; structured: JSON-LD; open_graph: the
    properties of a card that shows the page where it is shared (https://ogp.me); oembed: where
    it is said how other sites show it (https://oembed.com), or None.
    """

    title: str
    description: str
    robots: Robots
    canonical: str
    picture: Image | None
    trail: list[Step]
    structured: dict[str, Any]
    open_graph: dict[str, str]
    oembed: str | None


def head_of(
    around: PageContext,
    participant: ParticipantReading | None = None,
    image: AbstractCreditedImage | None = None,
) -> Head:
    """Return the head of a page, of one of its routes, or of a profile, in the active language.

    Whatever prints a head prints this one. image: what is shown of it, if everybody may see it.
    """
    page: Any = around.page
    title = _title(around, participant)
    trail = trail_of(around, title, participant)
    if around.suffix and participant is None:
        image = None
    picture = image_representation(image, around.language, around.file_address) if image else None
    description = _description(around, participant)
    kept = around.variant.canonical_query if around.variant else ""
    canonical = around.absolute(f"{trail[-1].href}{kept}")
    name = around.site_context.name
    return Head(
        title=title if _is_home(page) and not around.suffix else f"{title} – {name}",
        description=description,
        robots="all" if _is_listed(around) else "noindex",
        canonical=canonical,
        picture=picture,
        trail=trail,
        structured=structured_data(around, trail, description, picture, participant),
        open_graph={
            "og:site_name": name,
            "og:type": "article" if isinstance(page, NewsArticlePage) else "website",
            "og:title": title,
            "og:url": canonical,
            **({"og:description": description} if description else {}),
            **_open_graph_picture(around, participant, picture),
        },
        oembed=_oembed(around, canonical) if participant is not None else None,
    )


def _oembed(around: PageContext, canonical: str) -> str | None:
    """Return the full address that says how to show a page; None where the project has none."""
    address = around.endpoint(OEMBED)
    return f"{address}?{urlencode({'format': 'json', 'url': canonical})}" if address else None


def _open_graph_picture(
    around: PageContext, participant: ParticipantReading | None, picture: Image | None
) -> dict[str, str]:
    """Return the picture of a card: of a profile the drawn one, where the project has embeds."""
    if participant is not None:
        address = around.endpoint(CARD, participant.slug)
        if not address:
            return {}
        return {
            "og:image": f"{address}?{urlencode({'locale': around.language})}",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": f"{participant.name}, {participant.country_name}",
        }
    if picture is None:
        return {}
    return {
        "og:image": picture["url"],
        "og:image:width": str(picture["width"]),
        "og:image:height": str(picture["height"]),
        "og:image:alt": picture["alt"],
    }


def _is_listed(around: PageContext) -> bool:
    page: Any = around.page
    return not isinstance(page, MovableRoutesMixin) or page.is_listed(around.suffix)


def _is_home(page: Any) -> bool:
    return isinstance(page, HomePage)


def _title(around: PageContext, participant: ParticipantReading | None) -> str:
    page: Any = around.page
    if participant is not None:
        return f"{participant.name}, {participant.country_name}"
    if around.suffix and around.variant is None and isinstance(page, MovableRoutesMixin):
        return around.title or page.title_below(around.suffix)
    words = around.variant.title_words if around.variant else []
    return " – ".join([page.seo_title or page.title, *words])


def _description(around: PageContext, participant: ParticipantReading | None) -> str:
    page: Any = around.page
    if participant is not None:
        text = participant.text
        return _shortened(plain_text(text.summary) if text else "")
    if around.suffix:
        return str(getattr(page, "descriptions_below", {}).get(around.suffix, ""))
    words = (getattr(page, name, "") for name in FIRST_WORDS)
    return page.search_description or _shortened(next(filter(None, words), ""))


def _shortened(text: str) -> str:
    return shorten(text, LONGEST_DESCRIPTION, placeholder=" …")

"""How a profile is passed on: its address, links that share it, a citation, its data."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.utils.translation import gettext

from alliance_pages.site.page_context import PageContext
from alliance_pages.site.site_context.parts import Link
from participants.values.dates import PartialDate

DETAIL = "wagtailapi:participants:detail"
EMBED = "embed_participant"


@dataclass(frozen=True)
class Shared:
    """The profile that is passed on. title: with the country; changed_at: None of a draft."""

    key: int
    slug: str
    title: str
    number: int | None
    changed_at: datetime | None


@dataclass(frozen=True)
class Sharing:
    """How it is passed on, in the active language. address: full; data: for other sites."""

    address: str
    changed: PartialDate | None
    citation: str
    links: list[Link]
    data: list[Link]


def sharing_of(around: PageContext, shared: Shared) -> Sharing | None:
    """Return how a profile is passed on, or None where the site has no page for it."""
    profiles = around.site_context.profiles
    if not profiles:
        return None
    address = around.absolute(f"{profiles}{quote(shared.slug)}/")
    mail = urlencode({"subject": shared.title, "body": address}, quote_via=quote)
    data = {
        gettext("Data (JSON)"): around.endpoint(DETAIL, shared.key),
        gettext("To show on your own site"): around.endpoint(EMBED, shared.slug),
    }
    language = urlencode({"locale": around.language})
    return Sharing(
        address=address,
        changed=PartialDate(shared.changed_at.astimezone(UTC).date())
        if shared.changed_at
        else None,
        citation=_citation(around, shared, address),
        links=[
            Link(gettext("By e-mail"), f"mailto:?{mail}"),
            Link(
                gettext("On LinkedIn"),
                f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': address})}",
            ),
            Link(
                gettext("On Facebook"),
                f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}",
            ),
        ],
        data=[Link(label, f"{href}?{language}") for label, href in data.items() if href],
    )


def _citation(around: PageContext, shared: Shared, address: str) -> str:
    numbered = gettext("%(title)s, participant no. %(number)s")
    title = shared.title
    if shared.number:
        title = numbered % {"title": shared.title, "number": shared.number}
    return gettext("%(author)s: %(title)s. %(state)s. %(address)s") % {
        "author": around.site_context.name,
        "title": title,
        "state": around.site_context.counts.statement,
        "address": address,
    }

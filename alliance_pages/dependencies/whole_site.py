"""What stands around all answers of a language, in a form that shows whether it has changed."""

from hashlib import blake2b

from django.utils.translation import override
from wagtail.models import Site

from alliance_pages.dependencies import tags
from alliance_pages.site.site_context.context import SiteContext, today
from participants.values.languages import content_languages

PARTS = (
    *("name", "home_address", "languages", "auspices", "mission", "footer_text"),
    *("main_menu", "footer_menu", "legal_links", "follow_links", "feeds", "contact"),
    *("profiles", "join", "terminology", "credits"),
)
COUNTS = ("statement", "participants", "countries", "former", "documented")


def whole_site() -> dict[str, str]:
    """Return a digest by tag: of what is around the pages of each language, and of the counts."""
    found: dict[str, list[str]] = {}
    day = today()
    for language in content_languages():
        with override(language):
            for site in Site.objects.order_by("pk"):
                context = SiteContext(language, site, day)
                parts = [repr(getattr(context, name)) for name in PARTS]
                found.setdefault(tags.around(language), []).extend(parts)
                counts = context.counts
                said = [repr(getattr(counts, name)) for name in COUNTS]
                found.setdefault(tags.COUNTS, []).extend(said)
    return {tag: _digest(parts) for tag, parts in found.items()}


def _digest(parts: list[str]) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()

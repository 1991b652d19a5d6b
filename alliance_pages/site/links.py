"""Links in rich text: to public pages only, and to the translation that the reader is in."""

from collections.abc import Collection

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from participants.registry.compiled_query import MOST_KEYS, CompiledQuery, columns_of
from participants.registry.links import PublicLinkHandler, Target

# What is known of a page that is linked to.
_COLUMNS = columns_of(
    Page,
    {"id", "path", "title", "url_path", "live", "content_type_id"}
    | {"alias_of_id", "translation_key"},
)

_FAMILIES = CompiledQuery(
    lambda *keys: Page.objects.filter(
        translation_key__in=Page.objects.filter(pk__in=keys).values("translation_key")
    ).values_list("locale__language_code", *_COLUMNS)
)


def public_pages_by_key(keys: Collection[int], language: str) -> dict[int, Page]:
    """Return the public page that each key stands for, in a language where it exists there.

    One query for each MOST_KEYS keys. A key that is not public is missing from the answer.
    """
    from alliance_pages.models.base import open_among

    wanted = list(keys)
    codes = {
        Page.from_db(None, _COLUMNS, row): code
        for start in range(0, len(wanted), MOST_KEYS)
        for code, *row in _FAMILIES.rows_of(wanted[start : start + MOST_KEYS])
    }
    family = open_among(codes)
    preferred = {page.translation_key: page for page in family if codes[page] == language}
    return {
        page.pk: preferred.get(page.translation_key, page) for page in family if page.pk in keys
    }


class PublicPageLinkHandler(PublicLinkHandler, PageLinkHandler):
    """Resolve links to pages, and leave out the address of a page that is not public."""

    @classmethod
    def targets(cls, keys: Collection[int], language: str) -> dict[int, Target]:
        pages = public_pages_by_key(keys, language)
        targets = {key: _target(page) for key, page in pages.items()}
        return {key: target for key, target in targets.items() if target}


def _target(page: Page) -> Target | None:
    address, model = page.get_url(), page.specific_class
    return Target(address, model._meta.label, page.pk) if address and model else None

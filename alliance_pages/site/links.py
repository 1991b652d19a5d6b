"""Links in rich text: to public pages only, and to the translation that the reader is in."""

from collections.abc import Collection

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from participants.registry.compiled_query import MOST_KEYS, CompiledQuery, columns_of

# What is known of a page that is linked to.
_COLUMNS = columns_of(
    Page, {"id", "path", "title", "url_path", "live", "alias_of_id", "translation_key"}
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


def public_page_addresses(ids: Collection[str], language: str) -> dict[str, str]:
    """Return the address of each public page by its id, as `public_pages_by_key` finds it."""
    pages = public_pages_by_key({int(pk) for pk in ids}, language)
    addresses = {str(key): page.get_url() for key, page in pages.items()}
    return {pk: address for pk, address in addresses.items() if address}


class PublicPageLinkHandler(PageLinkHandler):
    """Resolve links to pages, and leave out the address of a page that is not public."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = {attrs["id"] for attrs in attrs_list if attrs.get("id", "").isdecimal()}
        addresses = public_page_addresses(ids, get_language() or "en")
        return [
            f'<a href="{escape(addresses[attrs["id"]])}">'
            if attrs.get("id") in addresses
            else "<a>"
            for attrs in attrs_list
        ]

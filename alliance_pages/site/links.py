"""Links in rich text: to public pages only, and to the translation that the reader is in."""

from collections.abc import Collection

from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler


def public_page_addresses(ids: Collection[str], language: str) -> dict[str, str]:
    """Return the address of each public page by its id, in a language where it exists there.

    One query for any number of ids. An id that is not public is missing from the answer.
    """
    from alliance_pages.models.base import public_pages

    if not ids:
        return {}
    keys = Page.objects.filter(pk__in=[int(pk) for pk in ids]).values("translation_key")
    family = list(public_pages().filter(translation_key__in=keys).select_related("locale"))
    preferred = {
        page.translation_key: page for page in family if page.locale.language_code == language
    }
    addresses = {
        str(page.pk): preferred.get(page.translation_key, page).get_url()
        for page in family
        if str(page.pk) in ids
    }
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

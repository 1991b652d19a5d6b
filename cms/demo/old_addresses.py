"""Addresses of the old site that the numbers of pages do not answer."""

from urllib.parse import urlsplit

from django.contrib.auth.models import User
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Locale

from alliance_pages.models import NewsArticlePage, WithdrawnAddress
from alliance_pages.models.withdrawn_address import plain_path
from cms.demo.pages import find_page
from cms.demo.reading import Record, read

# All copies that a web archive has of a page: on which days is not known.
COPIES = "https://web.archive.org/web/2019*/"


def redirected_addresses() -> list[Record]:
    """Return the addresses that lead to the article on the same event."""
    return list(read("old_addresses")["redirected"])


def withdrawn_addresses() -> list[Record]:
    """Return the addresses whose content is not taken over."""
    return list(read("old_addresses")["withdrawn"])


def load_redirect(record: Record, editor: User) -> None:
    """Make a redirect unless there is one."""
    path = Redirect.normalise_path(record["path"])
    if Redirect.objects.filter(old_path=path).exists():
        return
    article = find_page(NewsArticlePage, "en", slug=record["article"])
    redirect = Redirect(old_path=path, redirect_page=article)
    redirect.full_clean()
    redirect.save()
    log(instance=redirect, action="wagtail.create", user=editor)


def load_withdrawn(record: Record, editor: User) -> None:
    """Say what was at an address unless it is said."""
    path = urlsplit(record["address"]).path
    if WithdrawnAddress.objects.filter(path=plain_path(path)).exists():
        return
    withdrawn = WithdrawnAddress(
        path=path,
        title=record["title"],
        locale=Locale.objects.get(language_code=record["language"]),
        archived_url=f"{COPIES}{record['address']}",
    )
    withdrawn.full_clean()
    withdrawn.save()
    log(instance=withdrawn, action="wagtail.create", user=editor)

"""What surrounds every page of the demonstration."""

from django.contrib.auth.models import User
from wagtail.models import Locale, Page

from alliance_pages.models import SiteSettings
from cms.demo.reading import Record, read, stream

STREAMS = ("main_menu", "footer_menu", "legal_links")


def load_settings(language: str, editor: User) -> None:
    """Make the site settings of a language, unless there are some."""
    if SiteSettings.objects.filter(locale__language_code=language).exists():
        return
    record = dict(read("settings")[language])
    streams = {name: [_entry(entry, language) for entry in record.pop(name)] for name in STREAMS}
    streams["follow_links"] = [
        {"type": "account", "value": {"label": "", **account}}
        for account in record.pop("follow_links")
    ]
    settings = SiteSettings(
        locale=Locale.objects.get(language_code=language),
        live=False,
        **record,
        **{name: stream(SiteSettings, name, blocks) for name, blocks in streams.items()},
    )
    settings.full_clean()
    settings.save()
    settings.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


def _entry(entry: Record, language: str) -> Record:
    """Return an entry of a menu in the shape that Wagtail stores."""
    value = {"label": "", **entry}
    if below := entry.get("below"):
        value["below"] = [_entry(further, language) for further in below]
    if "page" not in entry:
        return {"type": "link", "value": value}
    pages = Page.objects.filter(locale__language_code=language, depth__in=[3, 4])
    return {"type": "page", "value": {**value, "page": pages.get(slug=entry["page"]).pk}}

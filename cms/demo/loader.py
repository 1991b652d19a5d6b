"""The order in which the demonstration content is loaded, and for whom.

An interrupted load is completed by the next one. A completed load is never repeated: what an
editor deleted afterwards must not come back. The memory of it is an entry in Wagtail's log,
which outlives the page it is attached to and shows in the site history when it happened.
"""

import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import Group, User
from django.core.management.base import OutputWrapper
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Site

from cms.demo import articles, old_addresses, pages, registry, site_settings
from cms.demo.reading import LANGUAGES, picture_keys, read, read_folder

ACTION = "cms.load_demo"
USERNAME = "editor"
# Wagtail's page of the account saves none of it while one of these is empty.
DETAILS = {"first_name": "Demo", "last_name": "Editor", "email": "editor@example.org"}
GROUPS = ("Moderators", "Accession officers")

Item = TypeVar("Item")


class Progress:
    """Count items while they are worked on."""

    def __init__(self, output: OutputWrapper) -> None:
        self.output = output
        self.rewrites_its_line = output.isatty()

    def over(self, label: str, items: Collection[Item]) -> Iterator[Item]:
        """Yield the items, and say how many are done."""
        for done, item in enumerate(items):
            if self.rewrites_its_line:
                self._write(f"\r{label} … {done} of {len(items)}")
            yield item
        start, erase = ("\r", "\x1b[K") if self.rewrites_its_line else ("", "")
        self._write(f"{start}{label} … {len(items)}{erase}\n")

    def _write(self, text: str) -> None:
        self.output.write(text, ending="")
        self.output.flush()


@dataclass(frozen=True)
class Step:
    """One kind of content: what is said, what there is to load, and how.

    Each step is one transaction, but for pictures: their files stay when it is rolled back, so
    each is committed by itself.
    """

    label: str
    items: Collection[Any]
    load: Callable[[Any, User], None]
    is_one_transaction: bool = True


def steps() -> list[Step]:
    """Return the steps; each refers only to what the steps before it have made."""
    return [
        Step("Loading themes", list(read("themes")), registry.load_theme),
        Step("Loading pictures", picture_keys(), registry.load_picture, is_one_transaction=False),
        Step("Loading participants", list(read_folder("participants")), registry.load_participant),
        Step("Loading home pages", LANGUAGES, pages.load_home),
        Step("Loading sections", list(pages.SECTIONS), pages.load_section),
        Step("Loading standard pages", read("pages")["standard"], pages.load_standard_page),
        Step("Loading the page on joining", [None], lambda _, who: pages.load_join_page(who)),
        Step("Loading the terminology note", [None], lambda _, who: pages.load_terminology(who)),
        Step("Loading site settings", LANGUAGES, site_settings.load_settings),
        Step("Loading countries", list(read_folder("countries")), articles.load_country),
        Step("Loading news articles", articles.article_names(), articles.load_article),
        Step(
            "Loading redirects", old_addresses.redirected_addresses(), old_addresses.load_redirect
        ),
        Step(
            "Loading withdrawn addresses",
            old_addresses.withdrawn_addresses(),
            old_addresses.load_withdrawn,
        ),
    ]


def load_everything(progress: Progress) -> str | None:
    """Load what is missing, and return the editor's new password if it has been given one."""
    with transaction.atomic():
        editor = load_editor()
    for step in steps():
        _run(step, editor, progress)
    # Together, so that a password is never given twice and never forgotten.
    with transaction.atomic():
        password = give_password(editor)
        record_completion(editor)
    return password


def _run(step: Step, editor: User, progress: Progress) -> None:
    if not step.is_one_transaction:
        for item in progress.over(step.label, step.items):
            with transaction.atomic():
                step.load(item, editor)
        return
    with transaction.atomic():
        for item in progress.over(step.label, step.items):
            step.load(item, editor)


def set_local_address(port: int) -> None:
    """Tell Wagtail the port of the default site, as long as it is on this machine."""
    local = Site.objects.filter(is_default_site=True, hostname="localhost")
    for site in local.exclude(port=port):
        site.port = port
        site.save()


def is_complete() -> bool:
    """Return whether a load has reached its end."""
    return PageLogEntry.objects.filter(action=ACTION).exists()


def record_completion(editor: User) -> None:
    """Remember that the load has reached its end."""
    log(instance=Page.get_first_root_node(), action=ACTION, user=editor)


def load_editor() -> User:
    """Return the editor's account, making it without a password on the first call."""
    editor, is_new = User.objects.get_or_create(username=USERNAME, defaults=DETAILS)
    if is_new:
        editor.set_unusable_password()
        editor.save()
        editor.groups.add(*Group.objects.filter(name__in=GROUPS))
    return editor


def give_password(editor: User) -> str | None:
    """Return a new random password, or None where the account has one already."""
    if editor.has_usable_password():
        return None
    password = secrets.token_urlsafe(12)
    editor.set_password(password)
    editor.save()
    return password

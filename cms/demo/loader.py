"""The order in which the demonstration content is loaded."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Site

from cms.demo import accounts, articles, completion, pages, pictures, registry
from cms.demo.progress import Progress
from cms.demo.reading import LANGUAGES, picture_keys, read, read_folder


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
        Step("Loading pictures", picture_keys(), pictures.load_picture, is_one_transaction=False),
        Step("Loading participants", list(read_folder("participants")), registry.load_participant),
        Step("Loading home pages", LANGUAGES, pages.load_home),
        Step("Loading sections", list(pages.SECTIONS), pages.load_section),
        Step("Loading standard pages", read("pages")["standard"], pages.load_standard_page),
        Step("Loading the page on joining", [None], lambda _, who: pages.load_join_page(who)),
        Step("Loading the terminology note", [None], lambda _, who: pages.load_terminology(who)),
        Step("Loading countries", list(read_folder("countries")), articles.load_country),
        Step("Loading news articles", articles.article_names(), articles.load_article),
    ]


def load_everything(progress: Progress) -> str | None:
    """Load what is missing, and return the editor's new password if it has been given one."""
    with transaction.atomic():
        editor = accounts.load_editor()
    for step in steps():
        _run(step, editor, progress)
    # Together, so that a password is never given twice and never forgotten.
    with transaction.atomic():
        password = accounts.give_password(editor)
        completion.record_completion(editor)
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

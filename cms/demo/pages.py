"""Making pages, and those that a site has once: home, sections, terminology, standard pages."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Page

from alliance_pages.models import (
    CountryIndexPage,
    HomePage,
    JoinPage,
    NewsIndexPage,
    ParticipantIndexPage,
    StandardPage,
    TerminologyNotePage,
)
from cms.demo.reading import LANGUAGES, Record, as_block, body_of, read, stream

SECTIONS: dict[str, type[Page]] = {
    "news": NewsIndexPage,
    "participants": ParticipantIndexPage,
    "countries": CountryIndexPage,
}
BELOW_ABOUT = {"romact"}
IN_MENU = {"about"}


def load_page(
    model: type[Page],
    record: Record,
    editor: User,
    *,
    parent: Callable[[str], Page],
    fields: Callable[[str], Record],
) -> None:
    """Make a page in each language of its record, unless there is one of its slug.

    parent and fields are asked with the language code; the languages share a translation key.
    """
    original: Page | None = None
    for language in LANGUAGES:
        if language not in record:
            continue
        slug = record[language]["slug"]
        page = find_page(model, language, slug=slug)
        if page is None:
            page = model(slug=slug, title=record[language]["title"], **fields(language))
            if original is not None:
                page.translation_key = original.translation_key
            publish_below(parent(language), page, editor)
        original = original or page


def find_page(model: type[Page], language: str, **lookup: Any) -> Any:
    """Return the page of a type and language, or None."""
    return model.objects.filter(locale__language_code=language, **lookup).first()


def publish_below(parent: Page, page: Page, editor: User) -> None:
    """Add a page the way the editor does: as a draft, with a revision that is then published."""
    page.live, page.owner, page.locale = False, editor, parent.locale
    parent.add_child(instance=page)
    page.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


def load_home(language: str, editor: User) -> None:
    """Fill the home page that the migration made, unless somebody has edited it."""
    home = HomePage.objects.get(locale__language_code=language)
    if home.latest_revision_id is not None:
        return
    record = read("pages")["home"][language]
    home.title, home.mission = record["title"], record["mission"]
    home.body = body_of(HomePage, record)
    home.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)


def load_section(name: str, editor: User) -> None:
    """Make an index page."""
    record = read("pages")["sections"][name]
    load_page(
        SECTIONS[name],
        record,
        editor,
        parent=_home,
        fields=lambda language: {
            "introduction": record[language]["introduction"],
            "show_in_menus": True,
        },
    )


def load_terminology(editor: User) -> None:
    """Make the note on terminology."""
    record = read("terminology")

    def fields(language: str) -> Record:
        texts = record[language]
        groups = [as_block({"type": "group", **group}) for group in texts["groups"]]
        return {
            **{name: record[name] for name in ("source", "source_url", "adopted_on")},
            **{name: texts[name] for name in ("umbrella_term", "summary")},
            "groups": stream(TerminologyNotePage, "groups", groups),
            "body": body_of(TerminologyNotePage, texts),
            "show_in_menus": True,
        }

    load_page(TerminologyNotePage, record, editor, parent=_home, fields=fields)


def load_join_page(editor: User) -> None:
    """Make the page on how to join."""
    record = read("pages")["join"]

    def fields(language: str) -> Record:
        return {
            "introduction": record[language]["introduction"],
            "body": body_of(JoinPage, record[language]),
            "show_in_menus": True,
        }

    load_page(JoinPage, record, editor, parent=_home, fields=fields)


def load_standard_page(record: Record, editor: User) -> None:
    """Make a page of plain content."""
    is_below_about = record["key"] in BELOW_ABOUT

    def fields(language: str) -> Record:
        return {
            "legacy_number": record.get("legacy_number"),
            "introduction": record[language]["introduction"],
            "body": body_of(StandardPage, record[language]),
            "show_in_menus": record["key"] in IN_MENU,
        }

    parent = _about if is_below_about else _home
    load_page(StandardPage, record, editor, parent=parent, fields=fields)


def _home(language: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def _about(language: str) -> Page:
    return StandardPage.objects.child_of(_home(language)).get(legacy_number=33)

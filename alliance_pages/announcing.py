"""What is drafted when a participant is admitted: its announcement, and its country's page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from alliance_pages.models.announcement.template import AnnouncementTemplate, article_on
from alliance_pages.models.countries import CountryIndexPage, CountryPage
from alliance_pages.models.news.index import NewsIndexPage
from participants.models import Application, Participant, Status
from participants.values.countries import country_name


def draft_announcement(
    *,
    participant: Participant,
    number: int,
    user: Any,
    application: Application | None = None,
    is_new_number: bool,
    **_signal: Any,
) -> list[Page]:
    """Draft what tells of a new participant in every language, and return those pages.

    One that comes back under its old number is no news of that kind, nor is the work of a script.
    """
    if user is None or not is_new_number:
        return []
    articles = _draft_articles(participant, number, user, application)
    return [*articles, *_draft_country_pages(participant, user)]


def _draft_articles(
    participant: Participant, number: int, user: Any, application: Application | None
) -> list[Page]:
    """Draft an article in each language that has a template and an index of news."""
    key = uuid4()
    return [
        _add_draft(index, article_on(template, participant, number, application), key, user)
        for template, index in templates_with_index()
    ]


def templates_with_index() -> list[tuple[AnnouncementTemplate, Page]]:
    """Return the templates that articles can be made from, each with the index they go below."""
    indexes = _first_by_locale(NewsIndexPage)
    templates = AnnouncementTemplate.objects.filter(locale__in=indexes).select_related("locale")
    return [(template, indexes[template.locale_id]) for template in templates.order_by("locale")]


def _draft_country_pages(participant: Participant, user: Any) -> list[Page]:
    """Draft the country's page in each language that lacks it, if nobody was there before."""
    code = participant.country
    key = CountryPage.objects.filter(country=code).values_list("translation_key", flat=True).first()
    key = key or uuid4()
    return [
        _add_draft(index, _country_page(code, index), key, user)
        for index in indexes_without_page(code, newcomer=participant)
    ]


def indexes_without_page(code: str, newcomer: Participant | None = None) -> list[Page]:
    """Return the indexes that lack a page of a country, if nobody is there besides a newcomer."""
    others = Participant.objects.in_country(code).exclude(status=Status.NOT_ADMITTED)
    if others.exclude(pk=newcomer.pk if newcomer else None).exists():
        return []
    present = set(CountryPage.objects.filter(country=code).values_list("locale", flat=True))
    indexes = _first_by_locale(CountryIndexPage)
    return [index for locale, index in indexes.items() if locale not in present]


def _country_page(code: str, index: Page) -> CountryPage:
    language = index.locale.language_code
    return CountryPage(title=country_name(code, language), country=code, locale=index.locale)


def _first_by_locale(model: type[Page]) -> dict[int, Page]:
    """Return the first page of a type in each language, by the key of the locale."""
    first: dict[int, Page] = {}
    for page in model.objects.select_related("locale").order_by("path"):
        first.setdefault(page.locale_id, page)
    return first


def _add_draft(parent: Page, page: Page, key: UUID, user: Any) -> Page:
    """Add a page that nobody sees yet, and send it to those who have to approve it."""
    page.live = False
    page.owner = user
    page.translation_key = key
    # Otherwise the whole page is read again for each row that belongs to it.
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True, clean=False)
    ReferenceIndex.create_or_update_for_object(page)
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, user)
    return page


def expected_drafts(application: Application) -> list[str]:
    """Return which announcements and pages are going to be drafted, and which are not."""
    written = [index.locale for _template, index in templates_with_index()]
    missing = [locale for locale in Locale.objects.all() if locale not in written]
    sentences = []
    if written:
        sentences.append(
            gettext("Its announcement is drafted in: %(languages)s.") % _languages(written)
        )
    if missing:
        sentences.append(
            gettext(
                "No announcement is drafted in: %(languages)s. There is no template for it, or no "
                "index of news."
            )
            % _languages(missing)
        )
    if indexes := indexes_without_page(application.country):
        sentences.append(
            gettext(
                "It is the first of its country, so that the page of %(country)s is drafted too: "
                "%(languages)s."
            )
            % {"country": application.country_name, **_languages(_locales(indexes))}
        )
    return sentences


def _locales(pages: Iterable[Page]) -> list[Locale]:
    return [page.locale for page in pages]


def _languages(locales: Iterable[Locale]) -> dict[str, str]:
    return {"languages": ", ".join(str(locale.get_display_name()) for locale in locales)}

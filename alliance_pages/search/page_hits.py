"""The pages that have the words of a question, read once for all kinds of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, Q, QuerySet, Value, When
from wagtail.models import Page

from alliance_pages.models import CountryPage, NewsArticlePage, PageWords, TerminologyNotePage
from alliance_pages.models.base import public_pages
from alliance_pages.search.question import Kind, Question
from participants.models.search import relevance

ARTICLE = "page__alliance_pages_newsarticlepage"
OF_TYPE: dict[type[Page], Kind] = {
    NewsArticlePage: "news",
    CountryPage: "countries",
    TerminologyNotePage: "terminology",
}


def words_of_public_pages(language: str) -> QuerySet[PageWords]:
    """Return the words of the public pages of a language."""
    pages = public_pages().filter(locale__language_code=language)
    return PageWords.objects.filter(page__in=pages.values("pk"))


class PageHits:
    """The pages that have the words of a question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._rows: dict[int, PageWords] = {}

    @cached_property
    def keys(self) -> Mapping[Kind, list[int]]:
        """Return their keys by kind: the best title first, then the latest news. One query."""
        terms = self.question.terms
        in_title = Q(*(Q(title_text__contains=f" {term}") for term in terms))
        rows = (
            words_of_public_pages(self.question.language)
            .filter(search_text__has_words=terms)
            .annotate(
                fit=relevance(self.question.text, "title_text"),
                place=Case(When(in_title, then=Value(0)), default=Value(1)),
            )
            .order_by(
                "fit", "place", F(f"{ARTICLE}__date").desc(nulls_last=True), "title_text", "page"
            )
            .values_list("page", "page__content_type")
        )
        types = ContentType.objects.get_for_models(*OF_TYPE)
        kinds = {types[model].pk: kind for model, kind in OF_TYPE.items()}
        found: dict[Kind, list[int]] = defaultdict(list)
        for key, content_type in rows if terms else ():
            found[kinds.get(content_type, "pages")].append(key)
        return found

    def rows(self, keys: Iterable[int]) -> dict[int, PageWords]:
        """Return the words of some pages with these, by their keys; one query, where it must."""
        wanted = list(keys)
        if missing := [key for key in wanted if key not in self._rows]:
            read = PageWords.objects.filter(page__in=missing).select_related("page", ARTICLE)
            self._rows.update({row.page_id: row for row in read})
        return {key: self._rows[key] for key in wanted if key in self._rows}

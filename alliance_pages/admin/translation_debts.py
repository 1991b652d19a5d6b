"""The report on what is still to be translated: live pages without a translation of that day."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from participants.values.languages import content_languages

URL_NAME = "translation_debts"
CHANGE = "change"


def translation_debts(user: Any) -> QuerySet:
    """Return the live pages that a user may change and that have to be translated, oldest first.

    They have no live translation into one of the languages, or one that was published before they
    were published last. A translation is always made from a page that was there before it, so of
    two pages the one with the lower key is the original. An alias mirrors and is no translation.
    """
    live = Page.objects.filter(live=True, alias_of=None)
    translations = live.filter(translation_key=OuterRef("translation_key"))
    older = translations.filter(
        pk__gt=OuterRef("pk"), last_published_at__lt=OuterRef("last_published_at")
    )
    is_due = Q(Exists(older.exclude(locale=OuterRef("locale"))))
    for locale in Locale.objects.filter(language_code__in=content_languages()):
        is_due |= ~Q(locale=locale) & ~Q(Exists(translations.filter(locale=locale)))
    may_change = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, CHANGE)
    due = live.filter(is_due, depth__gt=1, pk__in=may_change.order_by().values("pk"))
    return due.order_by("last_published_at", "pk")


class TranslationDebtsView(ReportView):
    """List the pages to be translated, each with what is missing."""

    model = Page
    any_permission_required = [CHANGE]
    page_title = _("Translations to be made")
    header_icon = "wagtail-localize-language"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    no_results_message = _("Every page has a translation that is up to date.")
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            accessor="get_admin_display_title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("locale", label=_("Language")),
        Column("debt", label=_("What is missing")),
        DateColumn("last_published_at", label=_("Last published")),
    ]

    def get_queryset(self) -> QuerySet:
        return translation_debts(self.request.user).select_related("locale")

    def decorate_paginated_queryset(self, pages: Any) -> list[Page]:
        """Say of each page in words what is missing. One query."""
        found = list(pages)
        keys = [page.translation_key for page in found]
        live = Page.objects.filter(translation_key__in=keys, live=True, alias_of=None)
        by_key: dict[Any, dict[int, Page]] = defaultdict(dict)
        for page in live:
            by_key[page.translation_key][page.locale_id] = page
        locales = Locale.objects.filter(language_code__in=content_languages())
        for page in found:
            page.debt = debt(page, by_key[page.translation_key], [*locales])
        return found


def debt(page: Page, translations: dict[int, Page], locales: list[Locale]) -> str:
    """Return what is missing. translations: the live ones, by the key of their language."""
    missing = []
    for locale in locales:
        there = translations.get(locale.pk)
        if locale.pk == page.locale_id:
            continue
        if there is None:
            missing.append(gettext("no page in %(language)s") % {"language": locale})
        elif there.pk > page.pk and there.last_published_at < page.last_published_at:
            missing.append(gettext("an older state in %(language)s") % {"language": locale})
    return capfirst(", ".join(missing))


class TranslationDebtsMenuItem(MenuItem):
    """The report's place in the menu of those who may open it."""

    def is_shown(self, request: Any) -> bool:
        return policy_registry.get_by_type(Page).user_has_permission(request.user, CHANGE)

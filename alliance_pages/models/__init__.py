"""The page types of the Alliance's site."""

from alliance_pages.models.announcement.template import AnnouncementTemplate
from alliance_pages.models.base import BasePage, public_pages
from alliance_pages.models.countries import CountryIndexPage, CountryPage
from alliance_pages.models.home import HomePage
from alliance_pages.models.join import JoinPage
from alliance_pages.models.news.articles import NewsArticlePage, NewsKind
from alliance_pages.models.news.index import NewsIndexPage
from alliance_pages.models.news.links import (
    NewsArticleCountry,
    NewsArticleParticipant,
    NewsArticleTheme,
    ParticipantRole,
)
from alliance_pages.models.page_words.words import PageWords
from alliance_pages.models.participants import ParticipantIndexPage
from alliance_pages.models.shared import LegacyNumberMixin
from alliance_pages.models.site_settings.settings import SiteSettings
from alliance_pages.models.standard import StandardPage
from alliance_pages.models.terminology import TerminologyNotePage
from alliance_pages.models.withdrawn_address import WithdrawnAddress

__all__ = [
    "AnnouncementTemplate",
    "BasePage",
    "CountryIndexPage",
    "CountryPage",
    "HomePage",
    "JoinPage",
    "LegacyNumberMixin",
    "NewsArticleCountry",
    "NewsArticlePage",
    "NewsArticleParticipant",
    "NewsArticleTheme",
    "NewsIndexPage",
    "NewsKind",
    "PageWords",
    "ParticipantIndexPage",
    "ParticipantRole",
    "SiteSettings",
    "StandardPage",
    "TerminologyNotePage",
    "WithdrawnAddress",
    "public_pages",
]

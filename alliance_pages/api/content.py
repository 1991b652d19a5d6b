"""What pages show and lead to, loaded for many pages at once and only as far as it is public."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from wagtail.api.v2.utils import get_restricted_collection_ids
from wagtail.images import get_image_model
from wagtail.models import Page

from alliance_pages.api import relations
from alliance_pages.api.body import blocks_of, paragraphs_of
from alliance_pages.models import CountryPage, NewsArticlePage
from alliance_pages.models.base import open_among, public_pages
from alliance_pages.site.addresses import FullAddresses
from alliance_pages.site.places import pages_in_tree
from participants.api.images import image_representation
from participants.api.reader import Reader
from participants.api.representations import NAMED_FIELDS, represent_all
from participants.api.shapes import Image
from participants.models import AbstractCreditedImage
from participants.registry.totals import NamedParticipants, named_participants


class PublicContent:
    """Answer for the images, links and participants of a set of pages.

    Everything is asked for once for all pages, so that the number of queries does not grow with
    them; what is a draft, private or gone is left out.
    """

    def __init__(self, request: Any) -> None:
        self.request = request
        self.pages: list[Any] = []
        self._readers: dict[str, Reader] = {}
        self._named: dict[str, dict[int, dict[str, Any]]] = {}
        self._shown: dict[tuple[int, str], Image] = {}
        # Languages in which the links of all paragraphs are resolved.
        self._expanded: set[str] = set()

    def prime(self, pages: Iterable[Page]) -> None:
        """Name the pages whose content will be asked for."""
        self.pages = list(pages)

    def language_of(self, page: Any) -> str:
        """Return the code of a page's language."""
        return page.locale.language_code

    def image(self, pk: int | None, language: str) -> Image | None:
        """Return an image as renditions with credit, or None where it is not public."""
        image = self._images.get(pk)
        if pk is None or image is None:
            return None
        if (pk, language) not in self._shown:
            absolute = self._reader(language).absolute
            self._shown[pk, language] = image_representation(image, language, absolute)
        return self._shown[pk, language]

    def credited_image(self, pk: int | None) -> AbstractCreditedImage | None:
        """Return an image itself, or None where it is not public."""
        return self._images.get(pk)

    def html(self, source: str, language: str) -> str:
        """Return rich text with its links resolved; a link to what is not public loses its href."""
        reader = self._reader(language)
        if language not in self._expanded:
            self._expanded.add(language)
            reader.expand(paragraphs_of(self._blocks))
        return reader.html(source)

    def participant(self, pk: int, language: str) -> dict[str, Any] | None:
        """Return a participant as a page names it, or None where it is not public."""
        return self._participants(language).get(pk)

    def participants_in(self, country: str, language: str) -> list[dict[str, Any]]:
        """Return the first participants of a country that take part, as a page names them."""
        named = self._participants(language)
        here = self._by_country.get(country)
        return [named[key] for key in here.first if key in named] if here else []

    def count_in(self, country: str) -> int:
        """Return how many participants of a country take part."""
        here = self._by_country.get(country)
        return here.count if here else 0

    def participant_links_of(self, page: Page) -> list[tuple[int, str]]:
        """Return key and role of the participants of an article, public or not."""
        return self._participant_links.get(page.pk, [])

    def countries_of(self, page: Page) -> list[str]:
        """Return the codes of the countries of an article."""
        return self._countries.get(page.pk, [])

    def themes_of(self, page: Page) -> list[Any]:
        """Return the themes of an article."""
        return self._themes.get(page.pk, [])

    def original(self, pk: int | None) -> dict[str, Any] | None:
        """Return the page that an alias mirrors, or None where it is not public."""
        page = self._originals.get(pk)
        if page is None:
            return None
        return {"id": page.pk, "meta": {"html_url": self.html_url(page)}, "title": page.title}

    def parent(self, page: Page) -> dict[str, Any] | None:
        """Return the page above, or None where it is not public."""
        above = open_among(pages_in_tree([page.path[: -Page.steplen]]))
        if not above:
            return None
        [parent] = above
        meta = {
            "type": self.type_of(parent),
            "detail_url": self.detail_url(parent.pk),
            "html_url": self.html_url(parent),
        }
        return {"id": parent.pk, "meta": meta, "title": parent.title}

    def type_of(self, page: Page) -> str | None:
        """Return the type of a page, such as "alliance_pages.HomePage"."""
        model = page.specific_class
        return f"{model._meta.app_label}.{model.__name__}" if model else None

    def detail_url(self, pk: int) -> str | None:
        """Return the address of a page in the API."""
        return f"{self._listing}{pk}/" if self._listing else None

    def html_url(self, page: Page) -> str | None:
        """Return the link to a page on the site, or None where no site shows it."""
        address = self._addresses.of(page)
        return self._reader("").on_site(address) if address else None

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path of this site."""
        return self._reader("").absolute(path)

    def _reader(self, language: str) -> Reader:
        return self._readers.setdefault(language, Reader(self.request, language))

    def _participants(self, language: str) -> dict[int, dict[str, Any]]:
        """Return the participants that the pages name, by key; read once for each language."""
        if language not in self._named:
            keys = list(dict.fromkeys(self._participant_keys()))
            found = represent_all(keys, self._reader(language), NAMED_FIELDS)
            self._named[language] = {item["id"]: item for item in found}
        return self._named[language]

    def _participant_keys(self) -> Iterator[int]:
        for page in self.pages:
            if isinstance(page, NewsArticlePage):
                yield from (key for key, _role in self.participant_links_of(page))
            elif isinstance(page, CountryPage) and page.country in self._by_country:
                yield from self._by_country[page.country].first

    @cached_property
    def _articles(self) -> list[int]:
        return [page.pk for page in self.pages if isinstance(page, NewsArticlePage)]

    @cached_property
    def _participant_links(self) -> dict[int, list[tuple[int, str]]]:
        return relations.participant_links(self._articles)

    @cached_property
    def _countries(self) -> dict[int, list[str]]:
        return relations.countries(self._articles)

    @cached_property
    def _themes(self) -> dict[int, list[Any]]:
        return relations.themes(self._articles)

    @cached_property
    def _by_country(self) -> Mapping[str, NamedParticipants]:
        return named_participants()

    @cached_property
    def _addresses(self) -> FullAddresses:
        return FullAddresses()

    @cached_property
    def _listing(self) -> str | None:
        path = self.request.wagtailapi_router.get_model_listing_urlpath(Page)
        return self.absolute(path) if path else None

    @cached_property
    def _blocks(self) -> list[dict[str, Any]]:
        return list(blocks_of(self.pages))

    @cached_property
    def _hidden_collections(self) -> set[int]:
        return get_restricted_collection_ids(self.request)

    @cached_property
    def _images(self) -> dict[int | None, AbstractCreditedImage]:
        wanted = {block["value"]["image"] for block in self._blocks if block["type"] == "image"}
        wanted |= {page.__dict__.get("lead_image_id") for page in self.pages}
        if not wanted - {None}:
            return {}
        images = get_image_model().objects.filter(pk__in=wanted - {None})
        visible = images.exclude(collection__in=self._hidden_collections)
        return {image.pk: image for image in visible.prefetch_related("renditions")}

    @cached_property
    def _originals(self) -> dict[int | None, Page]:
        wanted = {page.alias_of_id for page in self.pages} - {None}
        return public_pages().in_bulk(wanted) if wanted else {}

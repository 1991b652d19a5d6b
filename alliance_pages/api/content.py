"""What page bodies refer to, loaded for many pages at once and only as far as it is public."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.translation import override
from wagtail.api.v2.utils import get_full_url, get_restricted_collection_ids
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import LinkRewriter

from alliance_pages.links import public_page_addresses
from alliance_pages.models.base import public_pages
from participants.api.images import FULL, THUMBNAIL, image_representation
from participants.api.representations import Reader
from participants.models import AbstractCreditedImage, Participant

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

LINKS = re.compile(r'<a\b[^>]*\blinktype="(page|document)"[^>]*>')
LINK_IDS = re.compile(r'\bid="([0-9]{1,9})"')


class PublicContent:
    """Answer for the images, links and participants of a set of pages.

    Everything is asked for once for all pages, so that the number of queries does not grow with
    them; what is a draft, private or gone is left out.
    """

    def __init__(self, request: Any) -> None:
        self.request = request
        self.pages: list[Page] = []

    def prime(self, pages: Iterable[Page]) -> None:
        """Name the pages whose content will be asked for."""
        self.pages = list(pages)

    def reader(self, language: str) -> Reader:
        """Return who asks, in a language; the same object for the same language."""
        return self._readers.setdefault(language, Reader(self.request, language))

    def image(self, pk: int | None, language: str) -> dict[str, Any] | None:
        """Return an image as renditions with credit, or None where it is not public."""
        image = self._images.get(pk)
        if image is None:
            return None
        return image_representation(image, language, self.absolute)

    def html(self, source: str, language: str) -> str:
        """Return rich text with its links resolved; a link to what is not public loses its href."""
        rewrite = LinkRewriter(
            {
                "page": lambda attrs: self._page_link(attrs, language),
                "document": self._document_link,
            }
        )
        return rewrite(source)

    def participant(self, pk: int) -> Participant | None:
        """Return a participant with its names, or None where it is not public."""
        return self._participants.get(pk)

    def participants_in(self, country: str) -> list[Participant]:
        """Return the public participants of a country, with their names."""
        return self._participants_by_country[country]

    def original(self, pk: int | None) -> Page | None:
        """Return the page that an alias mirrors, or None where it is not public."""
        return self._originals.get(pk)

    def absolute(self, path: str) -> str:
        """Return the absolute address of a path of this site."""
        return path if path.startswith("http") else get_full_url(self.request, path)

    def _page_link(self, attrs: dict[str, str], language: str) -> str:
        address = self._page_addresses(language).get(attrs.get("id", ""))
        return f'<a href="{escape(self.absolute(address))}">' if address else "<a>"

    def _document_link(self, attrs: dict[str, str]) -> str:
        address = self._documents.get(attrs.get("id", ""))
        return f'<a href="{escape(self.absolute(address))}">' if address else "<a>"

    def _page_addresses(self, language: str) -> dict[str, str]:
        if language not in self._addresses:
            with override(language):
                self._addresses[language] = public_page_addresses(self._linked["page"], language)
        return self._addresses[language]

    @cached_property
    def _readers(self) -> dict[str, Reader]:
        return {}

    @cached_property
    def _addresses(self) -> dict[str, dict[str, str]]:
        return {}

    def _blocks(self) -> Iterator[dict[str, Any]]:
        for page in self.pages:
            for field in page._meta.get_fields():
                if isinstance(field, StreamField) and field.attname in page.__dict__:
                    yield from getattr(page, field.name).raw_data

    @cached_property
    def _linked(self) -> dict[str, set[str]]:
        linked: dict[str, set[str]] = defaultdict(set)
        for block in self._blocks():
            if block["type"] == "paragraph":
                for match in LINKS.finditer(block["value"]):
                    identifier = LINK_IDS.search(match[0])
                    if identifier:
                        linked[match[1]].add(identifier[1])
        return linked

    @cached_property
    def _hidden_collections(self) -> set[int]:
        return get_restricted_collection_ids(self.request)

    @cached_property
    def _images(self) -> dict[int | None, AbstractCreditedImage]:
        wanted = {block["value"]["image"] for block in self._blocks() if block["type"] == "image"}
        wanted |= {getattr(page, "lead_image_id", None) for page in self.pages}
        images = get_image_model().objects.filter(pk__in=wanted - {None})
        visible = images.exclude(collection__in=self._hidden_collections)
        return {image.pk: image for image in visible.prefetch_renditions(FULL, THUMBNAIL)}

    @cached_property
    def _originals(self) -> dict[int | None, Page]:
        wanted = {page.alias_of_id for page in self.pages} - {None}
        return public_pages().select_related("locale").in_bulk(wanted) if wanted else {}

    @cached_property
    def _documents(self) -> dict[str, str]:
        if not self._linked["document"]:
            return {}
        documents = get_document_model().objects.filter(pk__in=self._linked["document"])
        visible = documents.exclude(collection__in=self._hidden_collections)
        return {str(document.pk): document.url for document in visible}

    @cached_property
    def _participants(self) -> dict[int, Participant]:
        links = [
            link.participant_id
            for page in self.pages
            if hasattr(page, "related_participants")
            for link in page.related_participants.all()
        ]
        if not links:
            return {}
        return Participant.objects.public().with_names().in_bulk(links)

    @cached_property
    def _participants_by_country(self) -> dict[str, list[Participant]]:
        codes = {page.country for page in self.pages if hasattr(page, "country")}
        by_country: dict[str, list[Participant]] = defaultdict(list)
        for participant in Participant.objects.public().in_country(*codes).with_names():
            by_country[participant.country].append(participant)
        return by_country


def represent_body(value: "StreamValue", content: PublicContent, language: str) -> list[Any]:
    """Return the blocks of a body, typed: {"type", "id", "value"}.

    paragraph: HTML; heading: text; quote, fact: objects; image: rendition with caption.
    """
    blocks = []
    for block in value.raw_data:
        represented = _represent_block(block, content, language)
        if represented is not None:
            blocks.append({"type": block["type"], "id": block.get("id"), "value": represented})
    return blocks


def _represent_block(block: dict[str, Any], content: PublicContent, language: str) -> Any:
    if block["type"] == "paragraph":
        return content.html(block["value"], language)
    if block["type"] == "image":
        image = content.image(block["value"]["image"], language)
        return {**image, "caption": block["value"].get("caption", "")} if image else None
    return block["value"]

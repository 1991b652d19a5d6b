"""The public shape of the fields of pages.

A plain column is printed as it is. For everything else the shape asks `PublicContent`, which
loads what all pages of the answer need. The shapes hang on the endpoint and not on the models'
`api_fields`, which API v3 reads and writes too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.fields import StreamField
from wagtail.models import Page

from alliance_pages.api import shapes
from alliance_pages.api.body import represent_body
from alliance_pages.models import CountryPage, JoinPage
from alliance_pages.models.countries import who_takes_part
from alliance_pages.models.join import FORM
from alliance_pages.models.news.links import ParticipantRole
from participants.api.representations import NAMED_PARTICIPANT
from participants.api.shapes import Count, Image
from participants.registry.listing.rows import country, partial_date
from participants.registry.listing.shapes import (
    Address,
    Country,
    Language,
    Link,
    PartialDate,
    Theme,
)
from participants.values.dates import PartialDateField, parse_if_known

if TYPE_CHECKING:
    from alliance_pages.api.content import PublicContent

Shape = Callable[[Any, "PublicContent"], Any]


@dataclass(frozen=True)
class PageField:
    """A field of the answer: its type, and how to print it in the language of the page.

    kind: the type of what is printed, as `openapi.json` describes it; reads: the columns that must
    be loaded for it.
    """

    kind: Any
    represent: Shape
    reads: tuple[str, ...] = ()


def column(name: str, kind: Any) -> PageField:
    """Print a plain column."""
    return PageField(kind, lambda page, content: getattr(page, name), (name,))


def dated(name: str) -> PageField:
    """Print a date of which only a part may be known."""
    return PageField(
        PartialDate | None,
        lambda page, content: partial_date(parse_if_known(getattr(page, name))),
        (name,),
    )


def body(name: str) -> PageField:
    """Print a body as typed blocks, with HTML, resolved links and renditions."""
    return PageField(
        list[shapes.Block],
        lambda page, content: represent_body(
            getattr(page, name), content, content.language_of(page)
        ),
        (name,),
    )


def terminology_groups(page: Any, content: "PublicContent") -> list[shapes.TerminologyGroup]:
    """Return the groups of the terminology note."""
    return [
        {
            "label": block.value["label"],
            "name": block.value["name"],
            "subgroups": list(block.value["subgroups"]),
            "note": block.value["note"],
        }
        for block in page.groups
    ]


def lead_image(page: Any, content: "PublicContent") -> Image | None:
    """Return the image as renditions with alternative text and credit, or None."""
    return content.image(page.lead_image_id, content.language_of(page))


def themes(page: Any, content: "PublicContent") -> list[Theme]:
    """Return the themes of an article."""
    return [{"slug": theme.slug, "label": theme.label} for theme in content.themes_of(page)]


def related_countries(page: Any, content: "PublicContent") -> list[Country]:
    """Return the countries that an article is about."""
    return [country(code) for code in content.countries_of(page)]


def related_participants(page: Any, content: "PublicContent") -> list[shapes.RelatedParticipant]:
    """Return the public participants of an article, each with its role."""
    language = content.language_of(page)
    return [
        {
            "role": role,
            "role_label": str(ParticipantRole(role).label),
            "participant": participant,
        }
        for key, role in content.participant_links_of(page)
        if (participant := content.participant(key, language))
    ]


def participants(page: Any, content: "PublicContent") -> list[dict[str, Any]]:
    """Return the first participants of a country page's country that take part."""
    return content.participants_in(page.country, content.language_of(page))


def participants_count(page: Any, content: "PublicContent") -> int:
    """Return how many participants of a country page's country take part."""
    return content.count_in(page.country)


def participants_sentence(page: Any, content: "PublicContent") -> str:
    """Return who takes part of a country page's country, as the page says it."""
    language = content.language_of(page)
    with override(language):
        named = (one["name"] for one in content.participants_in(page.country, language))
        return who_takes_part(content.count_in(page.country), named)


def form_url(page: Any, content: "PublicContent") -> str | None:
    """Return the address of the form on the site, or None where no site shows it."""
    address = content.html_url(page)
    return f"{address}{FORM}" if address else None


def applications_url(page: Any, content: "PublicContent") -> str | None:
    """Return the address that frontends send applications to, or None without that endpoint."""
    namespace = content.request.wagtailapi_router.url_namespace
    try:
        return content.absolute(reverse(f"{namespace}:applications:send"))
    except NoReverseMatch:
        return None


META_FIELDS = {
    "type": PageField(str, lambda page, content: content.type_of(page), ("content_type_id",)),
    "detail_url": PageField(Address, lambda page, content: content.detail_url(page.id)),
    "html_url": PageField(Link | None, lambda page, content: content.html_url(page), ("url_path",)),
    "alias_of": PageField(
        shapes.Original | None,
        lambda page, content: content.original(page.alias_of_id),
        ("alias_of_id",),
    ),
    "parent": PageField(
        shapes.Parent | None, lambda page, content: content.parent(page), ("path",)
    ),
    "locale": PageField(Language, lambda page, content: content.language_of(page)),
}

BY_NAME: dict[str, PageField] = {
    "applications_url": PageField(Address | None, applications_url),
    "country": PageField(Country, lambda page, content: country(page.country), ("country",)),
    "form_url": PageField(Link | None, form_url, ("url_path",)),
    "groups": PageField(list[shapes.TerminologyGroup], terminology_groups, ("groups",)),
    "lead_image": PageField(Image | None, lead_image, ("lead_image_id",)),
    "participants": PageField(list[NAMED_PARTICIPANT], participants, ("country",)),
    "participants_count": PageField(Count, participants_count, ("country",)),
    "participants_sentence": PageField(str, participants_sentence, ("country",)),
    "related_countries": PageField(list[Country], related_countries),
    "related_participants": PageField(list[shapes.RelatedParticipant], related_participants),
    "themes": PageField(list[Theme], themes),
}

BY_COLUMN: dict[type[models.Field], Callable[[str], PageField]] = {
    PartialDateField: dated,
    StreamField: body,
}

COMPUTED: dict[type[models.Model], list[str]] = {
    CountryPage: ["participants", "participants_count", "participants_sentence"],
    JoinPage: ["form_url", "applications_url"],
}


class NoPublicShapeError(TypeError):
    """Says that a relation is listed in `api_fields` and nobody has said what of it is public."""


def public_shape(model: type[Page], name: str) -> PageField:
    """Return how a field is printed.

    Raises NoPublicShapeError for a relation, which Wagtail would print with all it leads to.
    """
    if name in META_FIELDS:
        return META_FIELDS[name]
    if name in BY_NAME:
        return BY_NAME[name]
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        # A property, which may read any column.
        every = tuple(field.attname for field in model._meta.concrete_fields)
        return PageField(Any, lambda page, content: getattr(page, name), every)
    for kind, shape in BY_COLUMN.items():
        if isinstance(field, kind):
            return shape(name)
    if field.is_relation:
        raise NoPublicShapeError(f"{model.__name__}.{name}")
    return column(name, shapes.column_kind(field))

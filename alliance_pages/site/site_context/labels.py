"""What every code of the public API is called, in the active language."""

from typing import Annotated

from django.db.models import TextChoices
from django.utils.translation import get_language_info, pgettext
from pydantic import Field
from typing_extensions import TypedDict
from wagtail.models import get_page_models

from alliance_pages.blocks import BodyBlock
from alliance_pages.models import BasePage, NewsKind, ParticipantRole
from alliance_pages.models.site_settings.blocks import Service
from participants.models import (
    Absence,
    ApplicationState,
    Basis,
    EventKind,
    Funding,
    Kind,
    Measure,
    OnFile,
    Qualifier,
    RepresentativeRole,
    Status,
    Theme,
)
from participants.models.image import Licence
from participants.values.countries import country_choices
from participants.values.dates import Precision
from participants.values.languages import content_languages

ByCode = dict[str, str]


class Labels(TypedDict):
    """What every code of the API is called, by the thing that has the code and then by code."""

    kind: ByCode
    status: Annotated[ByCode, Field(description="With those that the parameter `status` adds.")]
    event_kind: ByCode
    representative_role: ByCode
    measure: ByCode
    on_file: ByCode
    qualifier: ByCode
    basis: ByCode
    absence: ByCode
    funding: ByCode
    precision: ByCode
    article_kind: ByCode
    participant_role: ByCode
    licence: ByCode
    application_state: ByCode
    service: ByCode
    theme: ByCode
    country: ByCode
    locale: ByCode
    page_type: ByCode
    block_type: ByCode


def labels() -> Labels:
    """Return the labels of all codes. One query."""
    return {
        "kind": _of_choices(Kind),
        "status": _of_choices(Status)
        | {
            "former": pgettext("participation", "Former"),
            "all": pgettext("participation", "All"),
        },
        "event_kind": _of_choices(EventKind),
        "representative_role": _of_choices(RepresentativeRole),
        "measure": _of_choices(Measure),
        "on_file": _of_choices(OnFile),
        "qualifier": _of_choices(Qualifier),
        "basis": _of_choices(Basis),
        "absence": _of_choices(Absence),
        "funding": _of_choices(Funding),
        "precision": _of_choices(Precision),
        "article_kind": _of_choices(NewsKind),
        "participant_role": _of_choices(ParticipantRole),
        "licence": _of_choices(Licence),
        "application_state": _of_choices(ApplicationState),
        "service": _of_choices(Service),
        "theme": _themes(),
        "country": dict(country_choices()),
        "locale": _languages(),
        "page_type": _page_types(),
        "block_type": _blocks(),
    }


def _of_choices(choices: type[TextChoices]) -> ByCode:
    return {code: str(label) for code, label in choices.choices}


def _themes() -> ByCode:
    return {theme.slug: theme.label for theme in Theme.by_label(Theme.objects.all())}


def _languages() -> ByCode:
    names = {code: get_language_info(code)["name_translated"] for code in content_languages()}
    return {code: str(name) for code, name in names.items()}


def _page_types() -> ByCode:
    return {
        f"{model._meta.app_label}.{model.__name__}": str(model._meta.verbose_name)
        for model in get_page_models()
        if issubclass(model, BasePage)
    }


def _blocks() -> ByCode:
    return {name: str(block.meta.label) for name, block in BodyBlock.base_blocks.items()}

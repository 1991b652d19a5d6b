"""Real objects for tests, complete enough to be published."""

import io
import json
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from alliance_pages.models import (
    NewsArticlePage,
    NewsArticleParticipant,
    SiteSettings,
    WithdrawnAddress,
)
from participants.models import (
    Application,
    ApplicationMeasure,
    ApplicationState,
    CreditedImage,
    Figure,
    Initiative,
    InitiativeText,
    MembershipEvent,
    Participant,
    ParticipantText,
    Representative,
    Theme,
)
from participants.registry.bulk import save_published

ANNOUNCEMENT = "Announcement on the Alliance’s website"


def locale(code: str = "en") -> Locale:
    return Locale.objects.get(language_code=code)


def make_admin(username: str = "admin"):
    return get_user_model().objects.create_superuser(username, f"{username}@example.org", "pw")


def make_theme(slug: str = "housing", french: str = "") -> Theme:
    usual = "Logement" if slug == "housing" else f"{slug.capitalize()} (fr)"
    labels = {"en": slug.capitalize(), "fr": french or usual}
    return Theme.objects.get_or_create(slug=slug, defaults={"labels": labels})[0]


def picture_file(name: str = "map.png", **save_options: Any) -> ImageFile:
    buffer = io.BytesIO()
    kind = "JPEG" if name.endswith(".jpg") else "PNG"
    PillowImage.new("RGB", (640, 400), "#1c3f6e").save(buffer, format=kind, **save_options)
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def make_image(title: str = "Map", **fields: Any) -> CreditedImage:
    values = {
        "file": picture_file(),
        "author": "Alliance CMS project",
        "licence": "CC0-1.0",
        "source": "Drawn for the tests",
        "alternative_texts": {"en": "A map", "fr": "Une carte"},
        **fields,
    }
    return CreditedImage.objects.create(title=title, **values)


def build_participant(slug: str = "megara", /, **fields: Any) -> Participant:
    """Return an unsaved participant with a text, an admission and what `fields` says."""
    texts = fields.pop("texts", {"en": slug.capitalize()})
    joined = fields.pop("joined", "2014")
    values = {"kind": "city", "country": "GR", "slug": slug, "live": False, **fields}
    participant = Participant(**values)
    participant.texts = [
        ParticipantText(locale=locale(code), name=name) for code, name in texts.items()
    ]
    if joined is not None:
        participant.events = [MembershipEvent(kind="admitted", date=joined)]
    return participant


def make_participant(slug: str = "megara", /, **fields: Any) -> Participant:
    """Return a published participant; `is_public=False` leaves it a draft."""
    is_public = fields.pop("is_public", True)
    themes = fields.pop("themes", [])
    participant = build_participant(slug, **fields)
    participant.themes.add(*themes)
    if is_public:
        # As an import does: it leaves the same as saving and publishing, in a fifth of the time.
        save_published([participant])
    else:
        participant.save()
        participant.save_revision()
    return Participant.objects.get(pk=participant.pk)


def make_full_participant(slug: str = "megara", /, **fields: Any) -> Participant:
    """Return a published participant that has everything a profile can show."""
    theme = make_theme()
    participant = build_participant(
        slug,
        texts={"en": slug.capitalize(), "fr": f"{slug.capitalize()} (fr)"},
        latitude="37.99471",
        longitude="23.34324",
        image=make_image(f"Picture of {slug}"),
        **fields,
    )
    participant.figures = [
        Figure(
            measure="roma_population",
            qualifier="about",
            value=1800,
            basis="unofficial",
            year=2014,
            source=ANNOUNCEMENT,
            is_shown=True,
        ),
        Figure(measure="population", value=40000, basis="unknown", source="x", is_shown=True),
        Figure(measure="population", value=30000, basis="unknown", source="y"),
    ]
    participant.representatives = [Representative(name="Stamoulis Grigorios", role="mayor")]
    initiative = Initiative(theme=theme, started_on="2014", funding="european")
    initiative.texts = [
        InitiativeText(
            locale=locale(),
            title="Support centre",
            description="<p>Advice</p>",
            staff_roles="sociologist\nlawyer",
        )
    ]
    participant.initiatives = [initiative]
    participant.themes.add(theme)
    # What a batch does not write is stored first; the references are noted as it is published.
    with disable_reference_index_auto_update():
        participant.save()
    save_published([participant])
    return Participant.objects.get(pk=participant.pk)


def make_many_participants(count: int) -> None:
    """Fill the registry with plain published participants, without their revisions."""
    english = locale()
    rows = [
        Participant(
            slug=f"z-place-{place}",
            sort_name=f"z place {place}",
            kind="city",
            country="GR",
            status="participant",
            live=True,
        )
        for place in range(count)
    ]
    texts = [
        ParticipantText(participant=row, locale=english, name=row.slug)
        for row in Participant.objects.bulk_create(rows)
    ]
    ParticipantText.objects.bulk_create(texts)


def make_page(model: type[Page], parent: Page, /, **fields: Any) -> Any:
    """Return a page below its parent, live unless `live=False`."""
    page = model(locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return model.objects.get(pk=page.pk)


def make_article(parent: Page, title: str = "Megara joins", /, **fields: Any) -> NewsArticlePage:
    """Return an article; `participants` links some with the role of an accession."""
    participants = fields.pop("participants", [])
    values = {"date": "2014-12-05", "introduction": "Read this.", **fields}
    article = NewsArticlePage(title=title, locale=parent.locale, **values)
    article.related_participants = [
        NewsArticleParticipant(participant=participant, role="announces_accession")
        for participant in participants
    ]
    parent.add_child(instance=article)
    return NewsArticlePage.objects.get(pk=article.pk)


def make_settings(code: str = "en", **fields: Any) -> SiteSettings:
    """Return the published site settings of a language; `is_public=False` leaves a draft.

    Menus are lists of blocks as they are stored: {"type", "value"}.
    """
    is_public = fields.pop("is_public", True)
    stored = {
        name: json.dumps(value) if isinstance(value, list) else value
        for name, value in fields.items()
    }
    settings = SiteSettings(locale=locale(code), live=False, **stored)
    settings.full_clean()
    settings.save()
    revision = settings.save_revision()
    if is_public:
        revision.publish()
    return SiteSettings.objects.get(pk=settings.pk)


def make_withdrawn(path: str, title: str = "Call for papers", code: str = "en") -> WithdrawnAddress:
    """Return what is said to have been at an address of the old site."""
    archived = f"https://web.archive.org/web/2019*/http://www.example.org{path}"
    withdrawn = WithdrawnAddress(path=path, title=title, locale=locale(code), archived_url=archived)
    withdrawn.full_clean()
    withdrawn.save()
    return withdrawn


def make_application(**fields: Any) -> Application:
    """Return a confirmed, complete application; `is_confirmed=False` leaves it unconfirmed."""
    is_confirmed = fields.pop("is_confirmed", True)
    letter = fields.pop("letter", b"%PDF-1.4 the letter of the mayor")
    measures = fields.pop("measures", ["Support centre"])
    received = {"state": ApplicationState.RECEIVED, "confirmed_at": timezone.now()}
    values = {
        "names": {"en": "Megara", "fr": "Mégare"},
        "name_local": "Μέγαρα",
        "kind": "municipality",
        "country": "GR",
        "region": "Attica",
        "address": "1 Schinas Street, 191 00 Megara",
        "website": "https://megara.example.org",
        "population": 28591,
        "population_year": 2011,
        "population_source": "Census of 2011",
        "roma_population": 1800,
        "roma_population_basis": "unofficial",
        "roma_population_year": 2014,
        "roma_population_source": "Social service of the municipality",
        "representative_name": "Stamoulis Grigorios",
        "representative_role": "mayor",
        "contact_name": "Eleni Contact",
        "contact_email": "eleni@megara.example.org",
        "contact_phone": "+30 22960 00000",
        "language": "en",
        "has_consented": True,
        **(received if is_confirmed else {}),
        **fields,
    }
    application = Application(**values)
    if letter:
        application.letter.save("letter.pdf", ContentFile(letter), save=False)
    application.full_clean()
    application.save()
    for place, title in enumerate(measures):
        ApplicationMeasure.objects.create(
            application=application,
            theme=make_theme(),
            title=title,
            description="Advice and meals",
            started_on="2014",
            funding="european",
            sort_order=place,
        )
    return application

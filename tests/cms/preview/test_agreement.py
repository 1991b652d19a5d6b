"""A preview tells of a draft what the API tells of it once it is published, and leaves nothing."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from wagtail.models import Locale, Page, get_page_models

from participants.models import Figure, Participant
from tests.cms.preview.tokens import preview, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frontend")]

LANGUAGES = ("en", "fr")
TIMES = ("first_published_at", "last_published_at")


def without_times(document):
    document.pop("preview", None)
    for name in TIMES:
        document["meta"].pop(name, None)
    return document


def pages():
    """Return a page of each type in each language, as far as the demonstration has one."""
    models = [model for model in get_page_models() if model is not Page]
    found = [
        model.objects.filter(locale__language_code=code).order_by("-pk").first()
        for model in models
        for code in LANGUAGES
    ]
    assert len(found) > 15
    return [page for page in found if page is not None]


def answers(client):
    """Return what everybody is told of all that has a preview."""
    addresses = [
        *(f"pages/{page.pk}/" for page in pages()),
        "participants/?limit=100",
        "participants/summary/",
        "site/",
        "pages/?limit=100&fields=*&type=alliance_pages.CountryPage",
        "resolve/?path=/en/",
        "resolve/?path=/fr/",
    ]
    return {address: client.get(f"/api/v2/{address}").content for address in addresses}


def test_preview_of_a_page_is_what_is_told_once_it_is_published(reader, editor):
    for page in pages():
        code = page.locale.language_code
        draft = page.get_latest_revision_as_object()
        draft.title = f"{page.title} anew"
        draft.slug = f"{page.slug}-anew"
        draft.seo_title = "For search engines"
        if hasattr(draft, "body"):
            draft.body = [*reversed(draft.body.raw_data)]
        token = token_for(editor, draft, code)
        status, told = preview(reader, token)
        assert status == 200, told
        assert told["title"] == draft.title
        again = preview(reader, token)[1]
        assert again == told
        draft.save_revision().publish()
        published = reader.get(f"/api/v2/pages/{page.pk}/").json()
        assert without_times(told) == without_times(published), page


def test_preview_of_a_participant_is_what_is_told_once_it_is_published(reader, editor):
    for participant in Participant.objects.public().order_by("pk")[:12]:
        draft = participant.get_latest_revision_as_object()
        draft.name_local = "Anew"
        for text in draft.texts.all():
            text.name = f"{text.name} anew"
            text.summary = f'<p>See <a id="{participant.pk}" linktype="participant">this</a></p>'
        known = list(draft.figures.all())
        is_shown = not any(figure.measure == "population" for figure in known)
        facts = {"value": 5, "basis": "official", "source": "Office", "year": 2020}
        draft.figures = [Figure(measure="population", is_shown=is_shown, **facts), *known]
        told = {code: preview(reader, token_for(editor, draft, code))[1] for code in LANGUAGES}
        draft.save_revision().publish()
        for code in LANGUAGES:
            address = f"/api/v2/participants/{participant.pk}/?locale={code}"
            published = reader.get(address).json()
            assert without_times(told[code]) == without_times(published)


def test_new_page_and_new_participant_are_previewed_before_they_are_saved(reader, editor):
    for page in pages():
        parent = page.get_parent()
        if parent.is_root():
            continue
        own = {"pk": None, "title": "New", "slug": "new", "translation_key": str(uuid4())}
        draft = type(page).from_serializable_data(page.serializable_data() | own)
        draft.path, draft.depth = f"{parent.path}ZZZZ", parent.depth + 1
        status, told = preview(reader, token_for(editor, draft, page.locale.language_code))
        assert status == 200, told
        assert told["title"] == "New"
        assert told["preview"]["of"]["id"] is None
        assert told["preview"]["of"]["live"] is False
        assert told["meta"]["html_url"] == f"{parent.specific.full_url}new/"
    draft = Participant(kind="city", country="GR", slug="nea", name_local="Νέα")
    draft.texts = [Participant.texts.rel.related_model(locale=Locale.objects.first(), name="Nea")]
    status, told = preview(reader, token_for(editor, draft))
    assert (status, told["name"]) == (200, "Nea")
    assert told["preview"]["editor_url"].endswith("/admin/snippets/participants/participant/add/")


def test_preview_leaves_nothing_behind(reader, editor):
    before, rows = answers(reader), row_counts()
    files = list_of_files()
    for page in pages():
        draft = page.get_latest_revision_as_object()
        draft.title, draft.slug = "Leaks", "leaks"
        assert preview(reader, token_for(editor, draft, page.locale.language_code))[0] == 200
    for participant in Participant.objects.public()[:3]:
        participant.name_local, participant.country = "Leaks", "XK"
        assert preview(reader, token_for(editor, participant))[0] == 200
    assert answers(reader) == before
    assert row_counts() == rows | {"participants_frontendpreview": len(pages()) + 3}
    assert list_of_files() == files


def row_counts():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


def list_of_files():
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())

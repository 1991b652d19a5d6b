"""One line of text is the same at every door: nothing in it that nobody sees."""

import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, Workflow

from alliance_pages.models import AnnouncementTemplate, NewsArticlePage
from cms.delivery.models import Webhook
from cms.one_line_text import MODELS
from participants.applications.submission.form import ApplicationForms
from participants.models import Application, CreditedImage, Participant, Theme
from participants.values.fields import OneLineField, OneLineInput, RunningTextField
from participants.values.text import one_line, refuse_surrogates, running_text
from tests.cms.test_uniqueness import Office
from tests.factories import (
    locale,
    make_application,
    make_article,
    make_full_participant,
    make_image,
    make_participant,
    make_theme,
)
from tests.participants.applications.api import changed, example, post
from tests.participants.applications.submission.filled import filled
from tests.participants.importer.files import TIVAT, import_rows

HIDDEN = [
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    0x2060,
    *range(0x2066, 0x206A),
    0xFEFF,
    # Further ones of their kind.
    *(0x01, 0x08, 0x1B, 0x7F, 0x9D, 0x34F, 0x61C, 0x115F, 0x180E, 0x3164, 0xFE0F, 0xFFA0, 0xE0041),
]
BETWEEN = "\t\n\r\x0b\x0c\x1c\x85\xa0\u2003\u2028\u2029\u202f\u3000"
DIRTY = "\ufeff Me\u200bga\u00adra\u202e \n\t\u00a0 Ville\u2066\u2069\u200d \u0007"
CLEAN = "Megara Ville"


class TestDefinition:
    @pytest.mark.parametrize("code", HIDDEN, ids=lambda code: f"U+{code:04X}")
    def test_what_nobody_sees_is_taken_out(self, code):
        assert one_line(f"Me{chr(code)}gara") == "Megara"
        assert one_line(chr(code)) == ""

    @pytest.mark.parametrize("space", BETWEEN, ids=lambda space: f"U+{ord(space):04X}")
    def test_every_separator_is_a_space(self, space):
        assert one_line(f"{space}New{space} {space}Town{space}") == "New Town"

    def test_letters_are_composed(self):
        assert one_line("E\u0301vora") == "Évora"

    @pytest.mark.parametrize("text", ["Hódmezővásárhely", "Μέγαρα", "Şişli", "Бар", "+1 & (2)", ""])
    def test_what_is_seen_stays(self, text):
        assert one_line(text) == text

    @given(st.text())
    def test_once_is_enough(self, text):
        line = one_line(text)
        assert one_line(line) == line
        assert unicodedata.is_normalized("NFC", line)
        assert not {unicodedata.category(letter) for letter in line} & {"Cc", "Zl", "Zp"} - (
            {"Cc"} if "\x00" in line else set()
        )

    def test_halves_of_characters_are_refused(self):
        with pytest.raises(ValidationError):
            refuse_surrogates("a\ud800b")
        for text in ("a\ud800b", "a\x00b"):
            with pytest.raises(ValidationError):
                OneLineInput().clean(text)

    def test_only_hidden_text_is_none(self):
        with pytest.raises(ValidationError, match="required"):
            OneLineInput().clean("\u200b\u2060\ufeff")

    def test_running_text_keeps_its_lines_and_typography(self):
        text = "Une ligne\u202f: «\u00a0oui\u00a0»\r\n\ttrait\u00adement"
        assert running_text(text) == text
        assert running_text("\ufeffa\u202eb\u2066c\u0007") == "abc"


# Models


def typed_lines(model):
    """Return the fields of one line that people fill in."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.editable and not field.choices
    ]


def our_models():
    labels = ("participants", "alliance_pages", "delivery")
    return [model for label in labels for model in apps.get_app_config(label).get_models()]


# Wagtail's, on pages and pictures of ours, and the keys that code writes.
INHERITED = {"title", "draft_title", "slug", "seo_title", "description"}
GIVEN_BY_CODE = {
    "participants.applicationdraft.object_id",
    *(
        f"participants.frontendpreview.{name}"
        for name in ("language", "object_id", "parent_id", "password")
    ),
    "participants.registrystate.token",
}


def test_every_field_of_one_line_is_one():
    found = set()
    for model in our_models():
        if issubclass(model, MODELS):
            continue  # its texts are made uniform before they are stored; see below
        for field in typed_lines(model):
            name = f"{model._meta.label_lower}.{field.name}"
            is_inherited = field.name in INHERITED and hasattr(model, "full_clean")
            if isinstance(field, OneLineField) or is_inherited or name in GIVEN_BY_CODE:
                continue
            if name.rpartition(".")[2] in {"url_path", "path", "file_hash", "file"}:
                continue  # follow from others
            found.add(name)
    # What only Django, Wagtail and our own code write.
    assert {name for name in found if not name.startswith("delivery.")} <= {
        "participants.creditedrendition.filter_spec",
        "participants.creditedrendition.focal_point_key",
        "participants.theme.name",
        "participants.theme.slug",
    }


def test_every_text_of_several_lines_is_one():
    for model in our_models():
        for field in model._meta.local_fields:
            if type(field) is models.TextField and field.editable:
                assert model._meta.app_label == "delivery", f"{model._meta.label}.{field.name}"
    assert isinstance(NewsArticlePage._meta.get_field("introduction"), RunningTextField)


@pytest.mark.django_db
class TestStored:
    """Whoever writes, with or without validation."""

    def walk(self, instance, names=None):
        fields = typed_lines(type(instance))
        names = names or [field.name for field in fields if isinstance(field, OneLineField)]
        dirty = {}
        for name in names:
            value = getattr(instance, name)
            if value:
                dirty[name] = value
                setattr(instance, name, f"\u200b{value}\u202e\n\ufeff")
        assert dirty, type(instance)
        instance.save()
        stored = type(instance)._default_manager.get(pk=instance.pk)
        for name, value in dirty.items():
            assert getattr(stored, name) == value, name
            assert getattr(instance, name) == value, name

    def test_registry(self):
        participant = make_full_participant("megara", website="https://megara.example.org/")
        self.walk(participant)
        for rows in (participant.texts, participant.representatives, participant.figures):
            self.walk(rows.first())
        initiative = participant.initiatives.get()
        self.walk(initiative)
        self.walk(initiative.texts.get())

    def test_applications(self):
        application = make_application()
        self.walk(application)
        self.walk(application.measures.get())

    def test_pictures_and_pages(self, news_index):
        image = make_image("Map", description="A map")
        self.walk(image, ["title", "description", "author", "source"])
        article = make_article(news_index, "One", seo_title="Two", source_url="https://x.org/a")
        self.walk(article, ["title", "slug", "seo_title", "source_url", "date"])

    def test_updates_and_bulk_writes(self):
        participant = make_participant("megara")
        Participant.objects.update(name_local=DIRTY)
        assert Participant.objects.get().name_local == CLEAN
        participant.texts.model.objects.update(name=DIRTY)
        assert participant.texts.model.objects.get().name == CLEAN

    def test_names_in_every_language(self):
        theme = make_theme()
        theme.labels = {"en": DIRTY, "fr": "\u200b"}
        theme.save()
        assert Theme.objects.get().labels == {"en": CLEAN}

    def test_what_wagtail_and_django_own(self, django_user_model):
        group = apps.get_model("auth.Group")
        objects = [
            (group(name="Cities"), ["name"]),
            (Tag(name="Mayor", slug="mayor"), ["name", "slug"]),
            (Redirect(old_path="/old", redirect_link="/new"), ["old_path", "redirect_link"]),
            (Workflow(name="Two eyes"), ["name"]),
            (Webhook(name="CDN", address="https://example.org/"), ["name", "address"]),
            (Document(title="Minutes", file=ContentFile(b"x", "x.txt")), ["title"]),
            (django_user_model(username="eleni", first_name="Eleni"), ["username", "first_name"]),
        ]
        for instance, names in objects:
            self.walk(instance, names)
        collection = Collection.get_first_root_node().add_child(name=DIRTY)
        assert collection.name == CLEAN

    def test_passwords_are_left_alone(self, django_user_model):
        user = django_user_model.objects.create_user("eleni", password="pass\u200bword")
        assert user.check_password("pass\u200bword")


# Doors


def newest(instance):
    """Return the newest draft, whoever has saved it."""
    return type(instance).objects.get(pk=instance.pk).get_latest_revision_as_object()


@pytest.fixture
def office(settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    return Office()


@pytest.mark.django_db
class TestEditor:
    def test_participant(self, office):
        participant = make_full_participant("megara")
        edit = reverse("wagtailsnippets_participants_participant:edit", args=[participant.pk])
        fields = {
            "name_local": DIRTY,
            "website": " https://example.org/\u200b",
            "texts-0-name": DIRTY,
            "figures-0-source": DIRTY,
            "representatives-0-name": DIRTY,
            "initiatives-0-texts-0-title": DIRTY,
        }
        response = office.send(edit, **fields)
        assert response.status_code == 302, [
            f.errors for f in response.context_data["form"].formsets.values()
        ]
        draft = newest(participant)
        assert draft.website == "https://example.org/"
        assert [
            draft.name_local,
            draft.texts.all()[0].name,
            draft.figures.all()[0].source,
            draft.representatives.all()[0].name,
            draft.initiatives.all()[0].texts.all()[0].title,
        ] == [CLEAN] * 5

    def test_slug_that_is_pasted_with_hidden_characters(self, office):
        participant = make_participant("draft", is_public=False)
        edit = reverse("wagtailsnippets_participants_participant:edit", args=[participant.pk])
        assert office.send(edit, slug="\u200bmegara\u3164").status_code == 302
        assert newest(participant).slug == "megara"

    def test_name_of_hidden_characters_only_is_missing(self, office):
        participant = make_participant("megara")
        edit = reverse("wagtailsnippets_participants_participant:edit", args=[participant.pk])
        assert "texts" in office.errors(edit, **{"texts-0-name": "\u200b\u2060"})

    def test_page(self, office, news_index):
        article = make_article(news_index, "One", slug="one")
        edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
        fields = {
            "title": DIRTY,
            "slug": "meg\u200bara\u00ad",
            "seo_title": DIRTY,
            "search_description": DIRTY,
            "body-count": "1",
            "body-0-type": "heading",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-value": DIRTY,
        }
        assert office.send(edit, **fields).status_code == 302
        draft = newest(article)
        assert (draft.title, draft.slug, draft.seo_title) == (CLEAN, "megara", CLEAN)
        assert (draft.search_description, draft.body[0].value) == (CLEAN, CLEAN)

    def test_templates_pictures_tags_webhooks(self, office):
        template = AnnouncementTemplate.objects.first()
        name = "wagtailsnippets_alliance_pages_announcementtemplate:edit"
        assert office.send(reverse(name, args=[template.pk]), title=DIRTY).status_code == 302
        assert AnnouncementTemplate.objects.get(pk=template.pk).title == CLEAN
        image = make_image()
        fields = {"title": DIRTY, "alternative_texts_en": DIRTY, "tags": "Ma\u200byor"}
        assert (
            office.send(reverse("wagtailimages:edit", args=[image.pk]), **fields).status_code == 302
        )
        image = CreditedImage.objects.get()
        assert (image.title, image.alternative_texts["en"]) == (CLEAN, CLEAN)
        assert list(image.tags.names()) == ["Mayor"]
        fields = {"name": DIRTY, "address": "https://127.0.0.1/\u200b"}
        assert office.send(reverse("delivery_webhooks:add"), **fields).status_code == 302
        assert Webhook.objects.get().name == CLEAN


@pytest.mark.django_db
def test_documents_of_api_v3(office, news_index):
    data = {
        "kind": "city",
        "country": "GR",
        "name_local": DIRTY,
        "slug": "mega\u200bra",
        "texts": [{"locale_id": locale().pk, "name": DIRTY}],
    }
    status, answer = office.v3("POST", "snippets/participants.Participant/", data)
    assert status == 201, answer
    told = (answer["name_local"], answer["slug"], answer["texts"][0]["name"])
    assert told == (CLEAN, "megara", CLEAN)
    article = make_article(news_index)
    body = [{"type": "heading", "value": DIRTY}]
    status, answer = office.v3("PATCH", f"pages/{article.pk}/", {"title": DIRTY, "body": body})
    assert status == 200, answer
    draft = newest(article)
    assert (draft.title, draft.body[0].value) == (CLEAN, CLEAN)
    empty = {"title": "\u200b"}
    assert office.v3("PATCH", f"pages/{article.pk}/", empty)[0] == 422


@pytest.mark.django_db
def test_import():
    row = {**TIVAT, "name_en": DIRTY.replace("\u0007", ""), "website": "https://x.org/\u200b"}
    import_rows(row, publish=True)
    participant = Participant.objects.get()
    assert (str(participant), participant.website) == (CLEAN, "https://x.org/")


@pytest.mark.django_db
def test_form_and_document_of_those_who_join(client):
    forms = ApplicationForms(filled(name_local=DIRTY, contact_name=DIRTY, names_en=DIRTY))
    assert forms.is_valid(), forms.errors
    said = forms.application.cleaned_data
    assert (said["name_local"], said["contact_name"], said["names"]["en"]) == (CLEAN, CLEAN, CLEAN)
    hidden = ApplicationForms(filled(contact_name="\u200b\u2060"))
    assert not hidden.is_valid()
    assert "contact_name" in hidden.errors
    document = changed(changed(example(), "name_local", DIRTY), "names.en", DIRTY)
    response = post(client, changed(document, "website", "megara.example.org/\u200b"))
    assert response.status_code == 201, response.content
    application = Application.objects.get()
    assert (application.name_local, application.names["en"]) == (CLEAN, CLEAN)
    assert application.website == "https://megara.example.org/"

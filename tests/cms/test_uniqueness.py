"""What may exist once only: every door says so at the field, and nothing is a 500.

`DOORS` has a case for each unique constraint of our models; a constraint without one fails here.
"""

import json

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import APIToken, Collection, Locale, Page, Site, Workflow, WorkflowPage
from wagtail.test.utils.form_data import querydict_from_html

from alliance_pages.models import AnnouncementTemplate
from cms.delivery.models import Webhook
from cms.middleware.concurrent_writes import faults_of
from participants.models import (
    CreditedImage,
    Figure,
    Initiative,
    InitiativeText,
    Participant,
    TagName,
    Theme,
)
from tests.factories import (
    locale,
    make_admin,
    make_article,
    make_full_participant,
    make_image,
    make_participant,
    make_settings,
    make_theme,
    make_withdrawn,
    picture_file,
)
from tests.participants.importer.files import TIVAT, faults, plan_of

pytestmark = pytest.mark.django_db

PARTICIPANT = "wagtailsnippets_participants_participant"
THEME = "wagtailsnippets_participants_theme"
SETTINGS = "wagtailsnippets_alliance_pages_sitesettings"
TEMPLATE = "wagtailsnippets_alliance_pages_announcementtemplate"
WITHDRAWN = "wagtailsnippets_alliance_pages_withdrawnaddress"
SNIPPETS = "snippets/participants.Participant/"


class Office:
    """Somebody at work: fills in forms of the admin, and sends documents to API v3."""

    def __init__(self):
        self.user = make_admin("office")
        self.client = Client()
        self.client.force_login(self.user)
        self.token = APIToken.create_token(user=self.user, name="test")[1]

    def form(self, address):
        """Return what the form at an address would send as it stands there, and where to."""
        response = self.client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        count = html.count("<form")
        data = max((querydict_from_html(html, form_index=place) for place in range(count)), key=len)
        data["body-count"] = "0"  # which a script would fill in
        for box in BeautifulSoup(html, "html.parser").select("input[type=checkbox][checked]"):
            data.setlist(box["name"], [*data.getlist(box["name"]), box.get("value", "on")])
        return data, response.context_data.get("action_url") or address

    def send(self, address, /, **changes):
        """Fill in the form at an address, send it to where it goes, and return the answer."""
        data, target = self.form(address)
        for name, value in changes.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        response = self.client.post(target, data)
        assert response.status_code in {200, 302, 409}, response.status_code
        return response

    def errors(self, address, /, **changes):
        """Return the sentences by field that the form at an address answers with."""
        response = self.send(address, **changes)
        assert response.status_code == 200, (response.status_code, changes)
        form = response.context_data["form"]
        found = {name: list(map(str, texts)) for name, texts in form.errors.items()}
        for name, formset in getattr(form, "formsets", {}).items():
            if texts := [*formset.non_form_errors(), *filter(None, formset.errors)]:
                found[name] = list(map(str, texts))
        # Whatever is wrong is also shown.
        assert "error-message" in response.content.decode() or not found
        return found

    def v3(self, method, path, data):
        response = self.client.generic(
            method,
            f"/api/v3/{path}",
            json.dumps(data),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return response.status_code, json.loads(response.content)


@pytest.fixture
def office(settings):
    settings.DELIVERY_ALLOW_PRIVATE_TARGETS = True
    return Office()


def refused(answer, *place):
    """Assert that API v3 has refused a document at a place."""
    status, problem = answer
    assert status == 422, problem
    assert list(place) in [error.get("loc", [])[: len(place)] for error in problem["errors"]], (
        problem
    )


# Doors: each tries to make a second one of something, and asserts where the fault is told.


def participant_number(office, name="number", value=124):
    megara = make_participant("megara", number=124)
    other = make_participant("tivat", is_public=False)
    given = {"number": 124, "slug": "megara"}[name]
    edit = reverse(f"{PARTICIPANT}:edit", args=[other.pk])
    assert name in office.errors(edit, **{name: given})
    copied = reverse(f"{PARTICIPANT}:copy", args=[megara.pk])
    assert name in office.errors(copied, **{name: given})
    add = reverse(f"{PARTICIPANT}:add")
    assert name in office.errors(add, kind="city", country="GR", **{name: given})
    document = {"kind": "city", "country": "GR", name: given}
    refused(office.v3("POST", SNIPPETS, document), name)
    refused(office.v3("PATCH", f"{SNIPPETS}{other.pk}/", {name: given}), name)
    assert Participant.objects.count() == 2


def participant_slug(office):
    participant_number(office, "slug")
    plan = plan_of(TIVAT | {"name_en": "Budva", "slug": "x"}, TIVAT | {"slug": "x"})
    assert faults(plan)


def number_in_a_file(office):
    make_participant("megara", number=124)
    plan = plan_of(TIVAT | {"number": 124, "slug": "tivat"})
    assert faults(plan) or not plan.counts.get("create")


def issued_number(office):
    make_participant("megara", number=124).delete()
    other = make_participant("tivat")
    edit = reverse(f"{PARTICIPANT}:edit", args=[other.pk])
    assert "number" in office.errors(edit, number="124", **{"action-publish": "1"})


def two_texts_of_a_participant(office):
    participant = make_participant("megara", texts={"en": "Megara", "fr": "Mégare"})
    edit = reverse(f"{PARTICIPANT}:edit", args=[participant.pk])
    english = str(locale().pk)
    fields = {"texts-0-locale": english, "texts-1-locale": english}
    assert "texts" in office.errors(edit, **fields)
    texts = [{"locale_id": locale().pk, "name": name} for name in ("Megara", "Mégare")]
    answer = office.v3("PATCH", f"{SNIPPETS}{participant.pk}/", {"texts": texts})
    refused(answer, "texts")


def two_texts_of_an_initiative(office):
    participant = make_full_participant("megara")
    theme = participant.initiatives.get().theme_id
    text = {"locale_id": locale().pk, "title": "Centre"}
    initiatives = [{"theme_id": theme, "texts": [text, text | {"title": "Other"}]}]
    path = f"{SNIPPETS}{participant.pk}/"
    refused(office.v3("PATCH", path, {"initiatives": initiatives}), "initiatives")
    # Code passes through the same rule.
    draft = participant.get_latest_revision_as_object()
    initiative = draft.initiatives.all()[0]
    initiative.texts = [*initiative.texts.all(), InitiativeText(locale=locale(), title="Twin")]
    draft.initiatives = [initiative]
    with pytest.raises(ValidationError, match="same language"):
        draft.save()


def two_shown_figures(office):
    participant = make_full_participant("megara")
    edit = reverse(f"{PARTICIPANT}:edit", args=[participant.pk])
    fields = {f"figures-{place}-is_shown": "on" for place in range(3)}
    assert "figures" in office.errors(edit, **fields)
    figure = {"measure": "population", "value": 1, "basis": "official", "source": "x"}
    figures = [figure | {"is_shown": True}, figure | {"is_shown": True}]
    answer = office.v3("PATCH", f"{SNIPPETS}{participant.pk}/", {"figures": figures})
    refused(answer, "figures")


def theme_of_a_participant(office):
    make_theme()
    participant = make_participant("megara")
    path = f"{SNIPPETS}{participant.pk}/"
    status, _answer = office.v3("PATCH", path, {"themes": ["Housing", "housing", "HOUSING"]})
    assert status == 200
    assert office.v3("POST", f"{path}actions/publish/", {})[0] == 200
    assert Participant.objects.get().theme_items.count() == 1


def theme_name(office):
    make_theme("housing", "Éducation")
    other = make_theme("health", "Santé")
    for address in (reverse(f"{THEME}:add"), reverse(f"{THEME}:edit", args=[other.pk])):
        for english, french in (
            ("Housing", "X"),
            ("HÒUSING", "X"),
            (" housing\u200b ", "X"),
            ("X", "education"),
            ("X", "ÉDUCATION"),
        ):
            found = office.errors(address, slug="new", labels_en=english, labels_fr=french)
            assert "labels" in found, (address, english, french, found)
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.create(slug="new", labels={"en": "New", "fr": "EDUCATION"})
    assert Theme.objects.count() == 2


def theme_slug(office):
    make_theme("housing")
    assert "slug" in office.errors(reverse(f"{THEME}:add"), slug="housing", labels_en="Shelter")


def tag_name(office):
    image = make_image()
    address = reverse("wagtailimages:edit", args=[image.pk])
    for tags in ("Mayor, Évora", "mayor, EVORA", "MAYOR, évora, ma\u200byor", '"mayor"'):
        assert office.send(address, tags=tags).status_code == 302
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Mayor", "Évora"]
    document = Document.objects.create(title="Minutes", file=picture_file("minutes.txt"))
    assert (
        office.send(
            reverse("wagtaildocs:edit", args=[document.pk]), tags="EVORA, mayor, new"
        ).status_code
        == 302
    )
    assert Tag.objects.count() == 3
    for kind, key in (("wagtailimages.image", image.pk), ("wagtaildocs.document", document.pk)):
        app, model = kind.split(".")
        if app == "wagtailimages":
            app, model = CreditedImage._meta.app_label, CreditedImage._meta.model_name
        bulk = reverse("wagtail_bulk_action", args=[app, model, "add_tags"])
        response = office.client.post(f"{bulk}?id={key}", {"tags": "NEW, évora"})
        assert response.status_code == 302
    assert Tag.objects.count() == 3
    image.tags.add("EVORA")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="ÉVORA")
    assert TagName.objects.count() == 3


def webhook_name(office):
    Webhook.objects.create(name="CDN", address="https://127.0.0.1/")
    add = reverse("delivery_webhooks:add")
    assert "name" in office.errors(add, name=" CDN\u200b", address="https://127.0.0.1/")


def template_language(office):
    template = AnnouncementTemplate.objects.get(locale__language_code="fr")
    edit = reverse(f"{TEMPLATE}:edit", args=[template.pk])
    assert "locale" in office.errors(edit, locale=str(locale().pk))


def settings_language(office):
    make_settings("en")
    edit = reverse(f"{SETTINGS}:edit", args=[make_settings("fr").pk])
    # A script of the editor counts the entries of menus and links.
    names = ("main_menu", "footer_menu", "legal_links", "follow_links")
    counts = {f"{name}-count": "0" for name in names}
    assert "locale" in office.errors(edit, locale=str(locale().pk), **counts)


def withdrawn_path(office):
    make_withdrawn("/fr/appel.html")
    row = {"title": "Call", "locale": str(locale().pk), "archived_url": "https://example.org/"}
    add = reverse(f"{WITHDRAWN}:add")
    assert "path" in office.errors(add, path="/FR/%61ppel.html/", **row)


DOORS = {
    "delivery.webhook: name": [webhook_name],
    "alliance_pages.announcementtemplate: locale": [template_language],
    "alliance_pages.sitesettings: locale": [settings_language],
    "alliance_pages.withdrawnaddress: path": [withdrawn_path],
    "participants.figure: participant, measure": [two_shown_figures],
    "participants.tagname: folded": [tag_name],
    "participants.issuednumber: number": [issued_number],
    "participants.theme: name": [theme_name],
    "participants.theme: slug": [theme_slug],
    "participants.themename: language, folded": [theme_name],
    "participants.participanttheme: tag, content_object": [theme_of_a_participant],
    "participants.initiativetext: initiative, locale": [two_texts_of_an_initiative],
    "participants.participanttext: participant, locale": [two_texts_of_a_participant],
    "participants.participant: number": [participant_number, number_in_a_file],
    "participants.participant: slug": [participant_slug],
}

# Nobody types these: our own code gives them, each once.
GIVEN_BY_CODE = {
    "alliance_pages.pagewords: page",
    "delivery.webhookmessage: message_id",
    "participants.tagname: tag",
    "participants.creditedrendition: image, filter_spec, focal_point_key",
    "participants.issuednumber: participant",
    "participants.themename: theme, language",
    "participants.application: reference",
    "participants.application: participant",
    "participants.application: sending_key",
    "participants.applicationdraft: content_type, object_id",
    "delivery.lastknown: model, object_id",
    "participants.frontendpreview: key",
    "participants.frontendpreview: user, content_type, object_id, parent_id, language",
    "participants.heldletter: token_digest",
    "participants.sendingrate: key",
}


def unique_constraints():
    """Return "model: fields" for all that must be unique in our tables."""
    found = set()
    for label in ("participants", "alliance_pages", "delivery", "cms"):
        for model in apps.get_app_config(label).get_models():
            sets = [
                (field.name,)
                for field in model._meta.local_fields
                if field.unique and not getattr(field.remote_field, "parent_link", False)
            ]
            sets = [names for names in sets if names not in {("id",), ("page_ptr",)}]
            sets += [
                constraint.fields
                for constraint in model._meta.constraints
                if isinstance(constraint, models.UniqueConstraint)
            ]
            sets += model._meta.unique_together
            found |= {f"{model._meta.label_lower}: {', '.join(names)}" for names in sets}
    return found


def test_every_unique_constraint_has_its_doors():
    assert unique_constraints() == DOORS.keys() | GIVEN_BY_CODE


ALL_DOORS = {door.__name__: door for doors in DOORS.values() for door in doors}


@pytest.mark.parametrize("name", sorted(ALL_DOORS))
def test_second_one_is_refused_at_its_field(office, name):
    ALL_DOORS[name](office)


# What Wagtail and Django own.


def test_stock_forms_refuse_at_the_field(office, home):
    Group.objects.create(name="Cities")
    Site.objects.create(hostname="example.org", port=80, root_page=home)
    Redirect.objects.create(old_path="/old", redirect_link="https://example.org/")
    person = {"username": "office", "email": "x@example.org", "first_name": "x", "last_name": "y"}
    words = {"password1": "a-good-long-word", "password2": "a-good-long-word"}
    tried = [
        ("wagtailusers_groups:add", {"name": "Cities"}, "name"),
        ("wagtailusers_users:add", {**person, **words}, "username"),
        (
            "wagtailsites:add",
            {"hostname": "example.org", "port": "80", "root_page": str(home.pk)},
            "__all__",
        ),
        (
            "wagtailredirects:add",
            {"old_path": "/old", "redirect_link": "https://x.org/"},
            "__all__",
        ),
    ]
    for name, fields, at in tried:
        found = office.errors(reverse(name), **fields)
        assert {at, "old_path"} & set(found), (name, found)


def test_page_has_one_workflow(office, home):
    first, second = (Workflow.objects.create(name=name) for name in ("One", "Two"))
    WorkflowPage.objects.create(workflow=first, page=home)
    response = office.send(
        reverse("wagtailadmin_workflows:edit", args=[second.pk]),
        **{"pages-TOTAL_FORMS": "1", "pages-0-page": str(home.pk)},
    )
    assert response.status_code == 200
    assert WorkflowPage.objects.get(page=home).workflow == first


def test_address_of_a_page_is_refused_at_the_field(office, news_index):
    make_article(news_index, "One", slug="one")
    other = make_article(news_index, "Two", slug="two")
    edit = reverse("wagtailadmin_pages:edit", args=[other.pk])
    assert "slug" in office.errors(edit, slug="one")
    refused(office.v3("PATCH", f"pages/{other.pk}/", {"slug": "one"}), "slug")


# Two at the same moment.


def blind_once(monkeypatch, model, method):
    """Let a rule overlook once what somebody else is about to commit."""
    asked = []
    original = getattr(model, method)

    def rule(self, *args, **kwargs):
        asked.append(True)
        return original(self, *args, **kwargs) if len(asked) > 1 else None

    monkeypatch.setattr(model, method, rule)
    return asked


def test_second_of_two_at_once_is_told_at_the_field(office, monkeypatch):
    make_theme("housing")
    asked = blind_once(monkeypatch, Theme, "clean")
    found = office.errors(
        reverse(f"{THEME}:add"), slug="shelter", labels_en="Housing", labels_fr="Abri"
    )
    assert "labels" in found
    assert len(asked) == 2, found
    assert Theme.objects.count() == 1


def test_second_document_of_two_at_once_is_told_at_the_field(office, monkeypatch):
    make_participant("megara", is_public=False)
    asked = blind_once(monkeypatch, Participant, "validate_unique")
    english = locale().pk
    texts = [{"locale_id": english, "name": "Megara"}]
    document = {"kind": "city", "country": "GR", "slug": "megara", "texts": texts}
    refused(office.v3("POST", SNIPPETS, document), "slug")
    assert len(asked) == 2
    assert Participant.objects.count() == 1


def test_address_made_from_the_name_is_made_anew(office, monkeypatch):
    """Nobody has typed it, so that nobody is asked."""
    make_participant("megara", is_public=False)
    original = Participant.propose_slug
    proposed = []

    def propose_slug(self):
        proposed.append("megara" if not proposed else original(self))
        return proposed[-1]

    monkeypatch.setattr(Participant, "propose_slug", propose_slug)
    texts = [{"locale_id": locale().pk, "name": "Megara"}]
    document = {"kind": "city", "country": "GR", "texts": texts}
    status, answer = office.v3("POST", SNIPPETS, document)
    assert (status, answer["slug"]) == (201, "megara-2")


def test_place_in_the_tree_that_was_taken_is_given_anew(office, monkeypatch):
    root = Collection.get_first_root_node()
    first = root.add_child(name="First")
    original = Collection.save
    saved = []

    def save(self, *args, **kwargs):
        saved.append(self.path)
        if len(saved) == 1:
            self.path = first.path
        original(self, *args, **kwargs)

    monkeypatch.setattr(Collection, "save", save)
    add = reverse("wagtailadmin_collections:add")
    assert office.send(add, name="Second", parent=str(root.pk)).status_code == 302
    assert len(saved) == 2
    names = Collection.objects.filter(depth=2).values_list("name", flat=True)
    assert set(names) == {"First", "Second"}


def test_what_the_database_refuses_twice_is_a_message(office, monkeypatch):
    make_theme("housing")
    monkeypatch.setattr(Theme, "clean", lambda self: None)
    address = reverse(f"{THEME}:add")
    data, _target = office.form(address)
    data.update({"slug": "x", "labels_en": "Other", "labels_fr": "Logement"})
    response = office.client.post(address, data)
    assert response.status_code == 409, response.context_data["form"].errors
    assert "there is another one with the same" in response.content.decode()
    response = office.client.post(address, data, headers={"Accept": "application/json"})
    assert response.status_code == 409
    assert response.json()["success"] is False
    assert Theme.objects.count() == 1


def test_document_that_the_database_refuses_twice_is_a_conflict(office, monkeypatch):
    make_participant("megara", is_public=False)
    monkeypatch.setattr(Participant, "validate_unique", lambda self, **_: None)
    texts = [{"locale_id": locale().pk, "name": "Megara"}]
    document = {"kind": "city", "country": "GR", "slug": "megara", "texts": texts}
    status, problem = office.v3("POST", SNIPPETS, document)
    assert (status, [error["loc"] for error in problem["errors"]]) == (409, [["slug"]])
    assert Participant.objects.count() == 1


def test_what_is_missing_is_not_called_a_twin():
    make_theme("housing")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Theme.objects.update(slug=None)
    assert set(faults_of(error.value)) == {NON_FIELD_ERRORS}


def test_database_names_the_fields():
    make_theme("housing")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Theme.objects.create(slug="housing", labels={"en": "x", "fr": "y"})
    assert set(faults_of(error.value)) == {"slug"}


# Rows that change places.


def test_texts_exchange_their_languages():
    participant = make_participant("megara", texts={"en": "Megara", "fr": "Mégare"})
    texts = list(participant.texts.all())
    texts[0].locale, texts[1].locale = texts[1].locale, texts[0].locale
    participant.texts = texts
    participant.save_revision().publish()
    stored = Participant.objects.get(pk=participant.pk).texts_by_language
    assert {code: text.name for code, text in stored.items()} == {"fr": "Megara", "en": "Mégare"}


def test_text_takes_the_language_of_one_that_goes():
    participant = make_participant("megara", texts={"en": "Megara", "fr": "Mégare"})
    texts = {text.locale.language_code: text for text in participant.texts.all()}
    texts["fr"].locale = locale("en")
    participant.texts = [texts["fr"]]
    participant.save()
    assert [text.name for text in Participant.objects.get().texts.all()] == ["Mégare"]


def test_texts_of_an_initiative_exchange_their_languages():
    participant = make_full_participant("megara")
    initiative = Initiative.objects.get()
    initiative.texts.add(InitiativeText(locale=locale("fr"), title="Centre"))
    initiative.save()
    texts = list(initiative.texts.all())
    texts[0].locale, texts[1].locale = texts[1].locale, texts[0].locale
    initiative.texts = texts
    participant.initiatives = [initiative]
    participant.save()
    titles = InitiativeText.objects.values_list("locale__language_code", "title")
    assert dict(titles) == {"fr": "Support centre", "en": "Centre"}


def test_mark_of_the_shown_figure_moves_up():
    participant = make_participant("megara", is_public=False)
    figure = {"measure": "population", "basis": "official"}
    participant.figures = [
        Figure(**figure, value=1, source="x"),
        Figure(**figure, value=2, source="y", is_shown=True),
    ]
    participant.save()
    first, second = participant.figures.all()
    first.is_shown, second.is_shown = True, False
    participant.figures = [first, second]
    participant.save_revision().publish()
    assert Figure.objects.get(is_shown=True).value == 1


def test_tables_are_those_of_the_models():
    """Keep the walk honest: it finds the constraints that are there."""
    assert "participants.participant: slug" in unique_constraints()
    assert ContentType.objects.exists()
    assert Page.objects.exists()
    assert Locale.objects.count() == 2

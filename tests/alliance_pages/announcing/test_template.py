"""The announcement template: what its editors may write, see and do."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from alliance_pages.models import AnnouncementTemplate
from tests.factories import locale, make_full_participant, make_participant

pytestmark = pytest.mark.django_db


def address(name: str, *arguments: object) -> str:
    view = f"wagtailsnippets_alliance_pages_announcementtemplate:{name}"
    return reverse(view, args=arguments)


def template(code: str = "en", **fields) -> AnnouncementTemplate:
    found = AnnouncementTemplate.objects.get(locale__language_code=code)
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def errors_of(**fields) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        template(**fields).full_clean()
    return caught.value.message_dict


def form_data(*blocks, **fields) -> dict:
    return nested_form_data(
        {
            "locale": locale().pk,
            "title": "{name} joins",
            "introduction": "{name} ({country})",
            "body": streamfield([("paragraph", rich_text(block)) for block in blocks]),
            **fields,
        }
    )


class Texts(HTMLParser):
    """Collect the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data):
        self.text += data


def text_of(response) -> str:
    reader = Texts()
    reader.feed(response.content.decode())
    return " ".join(reader.text.split())


class TestRules:
    @pytest.mark.parametrize("code", ["en", "fr"])
    def test_both_languages_begin_with_a_template_in_order(self, code):
        template(code).full_clean()

    @pytest.mark.parametrize("field", ["title", "introduction"])
    def test_unknown_placeholder_is_named_with_those_there_are(self, field):
        (sentence,) = errors_of(**{field: "{name} and {nmae}"})[field]
        assert "no placeholder {nmae}" in sentence
        assert "{number}" in sentence
        assert "{roma_population}" in sentence

    @pytest.mark.parametrize(
        "block",
        [
            ("heading", "What {nmae} does"),
            ("paragraph", "<p>Welcome, {nmae}</p>"),
            ("paragraph", "<ul><li>{nmae}</li></ul>"),
            ("fact", {"label": "{nmae}", "text": "x"}),
            ("fact", {"label": "x", "text": "{nmae}"}),
            ("quote", {"text": "x", "attribution": "{nmae}"}),
        ],
    )
    def test_unknown_placeholder_is_found_in_every_block(self, block):
        (sentence,) = errors_of(body=[block])["body"]
        assert "{nmae}" in sentence

    @pytest.mark.parametrize("text", ["{name joins", "name} joins", "{{name}} joins", "{"])
    def test_lone_brace_is_refused(self, text):
        assert "stands alone" in " ".join(errors_of(title=text)["title"])
        assert "stands alone" in " ".join(errors_of(body=[("heading", text)])["body"])

    def test_placeholder_broken_by_bold_type_is_refused(self):
        errors = errors_of(body=[("paragraph", "<p>{na<b>me}</b></p>")])
        assert "stands alone" in " ".join(errors["body"])

    @pytest.mark.parametrize("field", ["title", "introduction"])
    def test_what_cannot_be_left_out_takes_nothing_unknown(self, field):
        (sentence,) = errors_of(**{field: "{name}, with {population}"})[field]
        assert "{population} can be unknown" in sentence

    def test_there_is_one_for_each_language(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            AnnouncementTemplate.objects.create(locale=locale(), title="x", introduction="x")


class TestEditor:
    def test_saves_what_is_in_order(self, admin_client):
        response = admin_client.post(
            address("edit", template().pk), form_data("<p>Welcome, {name}</p>")
        )
        assert response.status_code == 302
        assert "Welcome, {name}" in template().body[0].value.source

    @pytest.mark.parametrize(
        ("field", "data"),
        [
            ("title", {"title": "{nmae}"}),
            ("introduction", {"introduction": "{name"}),
            ("body", {"body": "<p>{nmae}</p>"}),
        ],
    )
    def test_shows_a_fault_at_its_field(self, admin_client, field, data):
        others = {name: value for name, value in data.items() if name != "body"}
        posted = form_data(data.get("body", "<p>x</p>"), **others)
        response = admin_client.post(address("edit", template().pk), posted)
        assert response.status_code == 200
        assert list(response.context_data["form"].errors) == [field]
        assert "joins the Alliance" in template().title

    def test_lists_the_placeholders_with_examples(self, admin_client):
        text = text_of(admin_client.get(address("edit", template().pk)))
        assert "{ordinal} – the number, in words: one hundred and thirty-first" in text
        assert "they take only {number}, {ordinal}, {name}, {country}, {kind}." in text

    @pytest.fixture
    def preview(self, admin_client):
        """Return a function that previews the template of a language with a paragraph."""

        def show(paragraph, code="en"):
            view = address("preview_on_edit", template(code).pk)
            admin_client.post(view, form_data(paragraph, locale=locale(code).pk))
            return text_of(admin_client.get(view))

        return show

    def test_preview_shows_the_newest_public_participant(self, preview):
        make_full_participant("megara", number=124)
        make_participant("hidden", number=125, is_public=False)
        text = preview("<p>{roma_population}</p>")
        assert "Megara joins" in text
        assert "about 1,800 (unofficial data, 2014," in text
        assert "Hidden" not in text

    def test_preview_is_in_the_language_of_the_template(self, preview):
        make_full_participant("megara", number=124)
        text = preview("<p>{name} est le {ordinal}</p>", "fr")
        assert "Megara (fr) est le cent vingt-quatrième" in text
        assert "Aller au contenu" in text

    def test_preview_without_participants_shows_the_template(self, preview):
        assert "{name} joins" in preview("<p>{ordinal}</p>")

    def test_stands_in_the_menu_of_the_registry(self, admin_client):
        assert address("list") in admin_client.get("/admin/").content.decode()


class TestPermissions:
    @pytest.mark.parametrize(("group", "status"), [("Moderators", 200), ("Editors", 403)])
    def test_moderators_keep_it_and_editors_do_not(self, client, django_user_model, group, status):
        person = django_user_model.objects.create_user(group, f"{group}@example.org", "pw")
        person.groups.add(Group.objects.get(name=group))
        client.force_login(person)
        headers = {"X-Requested-With": "XMLHttpRequest"}
        for view in (address("list"), address("edit", template().pk), address("add")):
            assert client.get(view, headers=headers).status_code == status

    def test_visitors_find_it_nowhere(self, client):
        assert client.get(address("list")).status_code == 302
        assert client.get("/api/v2/announcementtemplates/").status_code == 404
        snippets = "/api/v3/snippets/alliance_pages.AnnouncementTemplate/"
        assert client.get(snippets).status_code == 401

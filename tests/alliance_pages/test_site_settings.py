"""The site settings in the admin: who may change them, what is refused, and who sees it when."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex, TaskState, Workflow
from wagtail.test.utils.form_data import nested_form_data, streamfield

from alliance_pages.models import HomePage, SiteSettings, StandardPage
from tests.factories import locale, make_page, make_settings

pytestmark = pytest.mark.django_db

NAME = "wagtailsnippets_alliance_pages_sitesettings"


def address(name, *arguments):
    return reverse(f"{NAME}:{name}", args=arguments)


def signed_in(*groups):
    user = get_user_model().objects.create_user("-".join(groups).lower() or "nobody")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


def link(label, url, *below):
    value = {"label": label, "url": url}
    return ("link", {**value, "below": streamfield(list(below))})


def plain_link(label, url):
    return ("link", {"label": label, "url": url})


def page_link(page, label=""):
    return ("page", {"page": page.pk, "label": label, "below": streamfield([])})


def form(menu=(), follow=(), **fields):
    return nested_form_data(
        {
            "locale": locale().pk,
            "auspices": "",
            "auspices_url": "",
            "mission": "",
            "footer_text": "",
            "main_menu": streamfield(list(menu)),
            "footer_menu": streamfield([]),
            "legal_links": streamfield([]),
            "follow_links": streamfield(list(follow)),
            "contact_address": "",
            "contact_email": "",
            "contact_phone": "",
            **fields,
        }
    )


def errors_of(response):
    """Return what the form says that is wrong, by field."""
    assert response.status_code == 200
    return response.context_data["form"].errors


# The road from the editor to the reader


def test_editor_prepares_and_moderator_publishes(client, api):
    editor, moderator = signed_in("Editors"), signed_in("Moderators")
    sent = form(
        [link("Congress", "https://www.coe.int/", plain_link("Below", "https://example.org/"))],
        [("account", {"service": "x", "label": "", "url": "https://x.com/a"})],
        auspices="Under the auspices",
        auspices_url="https://www.coe.int/",
    )
    answer = editor.post(address("add"), {**sent, "action-submit": "Submit"})
    assert answer.status_code == 302
    settings = SiteSettings.objects.get()
    assert not settings.live
    assert api("site/")[1]["auspices"] is None
    assert "Under the auspices" not in client.get("/en/").content.decode()
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    task = reverse(f"{NAME}:workflow_action", args=[settings.pk, "approve", state.pk])
    assert moderator.post(task, {"comment": ""}).status_code == 302
    answer = api("site/")[1]
    assert answer["auspices"] == {"text": "Under the auspices", "url": "https://www.coe.int/"}
    [congress] = answer["menus"]["main"]
    assert [child["label"] for child in congress["children"]] == ["Below"]
    assert answer["follow"][0]["label"] == "X"
    html = client.get("/en/").content.decode()
    assert "Under the auspices" in html
    assert ">Congress</summary>" in html


def test_publishing_shows_at_once_in_page_and_document(client, api, home, news_index):
    settings, moderator = make_settings(mission="Old words"), signed_in("Moderators")
    assert "Old words" in client.get("/en/").content.decode()
    sent = form([page_link(news_index, "All news")], mission="New words")
    edit = address("edit", settings.pk)
    assert moderator.post(edit, sent).status_code == 302
    # A draft is not shown.
    assert api("site/")[1]["mission"] == "Old words"
    assert "Old words" in client.get("/en/").content.decode()
    assert moderator.post(edit, {**sent, "action-publish": "Publish"}).status_code == 302
    answer, html = api("site/")[1], client.get("/en/").content.decode()
    assert (answer["mission"], answer["menus"]["main"][0]["label"]) == ("New words", "All news")
    assert "New words" in html
    assert ">All news</a>" in html
    assert "Old words" not in html


def test_history_brings_an_old_version_back(api):
    settings, moderator = make_settings(mission="Old words"), signed_in("Moderators")
    old = settings.get_latest_revision()
    edit = address("edit", settings.pk)
    moderator.post(edit, {**form(mission="New words"), "action-publish": "Publish"})
    assert api("site/")[1]["mission"] == "New words"
    assert moderator.get(address("history", settings.pk)).status_code == 200
    revert = moderator.get(address("revisions_revert", settings.pk, old.pk))
    assert "Old words" in revert.content.decode()
    newest = SiteSettings.objects.get().latest_revision_id
    compared = moderator.get(address("revisions_compare", settings.pk, old.pk, newest))
    assert ">New</span>" in compared.content.decode()


def test_second_editor_does_not_save_over_the_first():
    settings = make_settings(mission="First")
    one, other = signed_in("Moderators"), signed_in("Editors")
    soup = BeautifulSoup(one.get(address("edit", settings.pk)).content, "html.parser")
    loaded = soup.select_one("[name=loaded_version]")["value"]
    sent = {**form(mission="Mine"), "loaded_version": loaded}
    other.post(address("edit", settings.pk), form(mission="Theirs"))
    assert one.post(address("edit", settings.pk), sent).status_code == 409
    assert SiteSettings.objects.get().get_latest_revision_as_object().mission == "Theirs"


# Who may


@pytest.mark.parametrize(
    ("groups", "sees", "publishes"),
    [
        ((), False, False),
        (("Accession officers",), False, False),
        (("Editors",), True, False),
        (("Moderators",), True, True),
    ],
)
def test_groups_may_what_they_may_with_participants(groups, sees, publishes):
    settings, client = make_settings(mission="Old words"), signed_in(*groups)
    edit = address("edit", settings.pk)
    assert (client.get(edit).status_code == 200) is sees
    for name in ("list", "history", "usage"):
        arguments = [settings.pk] if name != "list" else []
        assert (client.get(address(name, *arguments)).status_code == 200) is sees, name
    client.post(edit, {**form(mission="New words"), "action-publish": "Publish"})
    assert (SiteSettings.objects.get().mission == "New words") is publishes
    if groups != ("Moderators",):
        client.post(address("delete", settings.pk))
        client.post(address("unpublish", settings.pk))
        assert SiteSettings.objects.get().live


def test_chooser_is_closed_to_those_who_may_not_see_them():
    make_settings(mission="canary")
    chooser = reverse("wagtailsnippetchoosers_alliance_pages_sitesettings:choose")
    stranger = signed_in("Accession officers")
    assert stranger.get(chooser).status_code in {302, 403}
    assert signed_in("Editors").get(chooser).status_code == 200


def test_menu_of_the_admin_offers_them(client):
    page = signed_in("Editors").get(reverse("wagtailadmin_home")).content.decode()
    assert address("list") in page
    assert address("list") not in signed_in("Accession officers").get("/admin/").content.decode()


# What is refused

UNSAFE = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "ftp://example.org/",
    "https://example.org/\x00",
    "https://" + "x" * 4_000 + ".org/",
    "https://example.org/" + "x" * 4_000,
    "/en/",
    "#top",
]


@pytest.mark.parametrize("url", UNSAFE)
def test_addresses_that_are_not_of_the_web_are_refused(url):
    settings, moderator = make_settings(), signed_in("Moderators")
    edit = address("edit", settings.pk)
    for sent in (
        form([link("Canary", url)]),
        form([link("Fine", "https://example.org/", plain_link("Canary", url))]),
        form(follow=[("account", {"service": "x", "label": "", "url": url})]),
        form(auspices="Line", auspices_url=url),
    ):
        answer = moderator.post(edit, {**sent, "action-publish": "Publish"})
        assert errors_of(answer), sent
    assert not SiteSettings.objects.get().main_menu


def test_half_a_surrogate_pair_is_refused():
    menu = SiteSettings._meta.get_field("main_menu")
    entry = {"label": "Canary", "url": "https://example.org/\ud800", "below": []}
    with pytest.raises(ValidationError):
        menu.stream_block.clean(menu.to_python([("link", entry)]))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("auspices", "x" * 4_000),
        ("auspices", "a\x00b"),
        ("mission", "x" * 4_000),
        ("mission", "a\x00b"),
        ("footer_text", "x" * 4_000),
        ("contact_address", "x" * 4_000),
        ("contact_email", "nobody"),
        ("contact_email", "a@example.org\nBcc: b@example.org"),
        ("contact_phone", "call us"),
        ("locale", "999999"),
        ("auspices_url", "https://example.org/"),
    ],
)
def test_other_fields_are_refused_with_a_sentence(field, value):
    settings, moderator = make_settings(), signed_in("Moderators")
    sent = {**form(), field: value, "action-publish": "Publish"}
    assert errors_of(moderator.post(address("edit", settings.pk), sent))


def test_menus_have_a_bound():
    settings, moderator = make_settings(), signed_in("Moderators")
    many = [link(f"Entry {place}", "https://example.org/") for place in range(11)]
    sent = {**form(many), "action-publish": "Publish"}
    assert "main_menu" in errors_of(moderator.post(address("edit", settings.pk), sent))


def test_a_language_has_one_entry():
    make_settings()
    moderator = signed_in("Moderators")
    assert "locale" in errors_of(moderator.post(address("add"), form()))


# Preview


def test_preview_shows_the_home_page_with_what_is_typed(client, api, home, news_index):
    settings, editor = make_settings(mission="Old words"), signed_in("Editors")
    preview = address("preview_on_edit", settings.pk)
    sent = form(
        [page_link(news_index, "Typed entry")], mission="Typed words", auspices="Typed line"
    )
    assert editor.post(preview, sent).json()["is_valid"]
    shown = editor.get(preview).content.decode()
    for text in ("Typed entry", "Typed words", "Typed line", home.title):
        assert text in shown
    assert "Typed" not in client.get("/en/").content.decode()
    assert api("site/")[1]["mission"] == "Old words"


def test_moderator_is_shown_what_waits_for_approval(client, admin_user, home):
    settings = make_settings("en")
    settings.auspices = "Under new auspices"
    settings.save_revision(user=admin_user)
    workflow = Workflow.objects.filter(active=True).first()
    task = workflow.start(settings, admin_user).current_task_state.task
    client.force_login(admin_user)
    shown = client.get(address("workflow_preview", settings.pk, task.pk))
    assert "Under new auspices" in shown.content.decode()


def test_preview_works_without_a_home_page(french_home):
    french_home.delete()
    editor = signed_in("Editors")
    preview = address("preview_on_add")
    assert editor.post(preview, {**form(auspices="Ligne"), "locale": locale("fr").pk}).json()[
        "is_valid"
    ]
    shown = editor.get(preview).content.decode()
    assert "Ligne" in shown
    assert '<html lang="fr">' in shown
    assert not HomePage.objects.filter(locale__language_code="fr").exists()


def test_page_in_a_menu_is_listed_as_used(home):
    about = make_page(StandardPage, home, title="About", slug="about")
    settings = make_settings(main_menu=[{"type": "page", "value": {"page": about.pk, "label": ""}}])
    [usage] = ReferenceIndex.get_references_to(about)
    assert usage.object_id == str(settings.pk)

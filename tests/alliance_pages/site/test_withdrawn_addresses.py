"""Addresses of the old site whose content is not on this one."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect

from alliance_pages.models import StandardPage, WithdrawnAddress
from tests.factories import locale, make_article, make_page, make_withdrawn

pytestmark = pytest.mark.django_db

OLD = "/fr/page/109-colloque-sur-«-les-droits-des-roms-».html"


def resolved(client, path):
    return client.get("/api/v2/resolve/", {"path": path})


def test_page_says_what_was_there_and_where_a_copy_is(client, home):
    row = make_withdrawn(OLD, "Colloque de Paris", "fr")
    response = client.get(OLD)
    text = response.content.decode()
    assert response.status_code == 410
    assert '<html lang="fr">' in text
    assert '<p lang="fr">Colloque de Paris</p>' in text
    assert f'href="{row.archived_url}"' in text
    assert {"all", "ways", "site:fr"} <= set(response["Cache-Tag"].split(","))
    told = resolved(client, OLD)
    assert told.status_code == 410
    assert told["Cache-Tag"] == "all,way:109,way:fr,way:page,ways"
    answer = told.json()
    assert (answer["kind"], answer["locale"], answer["title_locale"]) == ("gone", "fr", "fr")
    assert (answer["title"], answer["archived_url"]) == (row.title, row.archived_url)


@pytest.mark.parametrize(
    "path",
    [
        "/fr/page/109-%C2%AB-other-words-%c2%bb.html",
        "/FR/Page/109-COLLOQUE-SUR-«-les-droits-des-roms-».HTML",
        "/fr/news/109-colloque.html",
        f"{OLD}/",
        f"{OLD}?utm_source=x",
        "/en/page/109-colloquium.html",
    ],
)
def test_whatever_the_spelling_the_number_counts(client, home, path):
    make_withdrawn(OLD, "Colloque de Paris", "fr")
    response = client.get(path, follow=True)
    assert response.status_code == resolved(client, path).status_code == 410
    language = "en" if path.startswith("/en") else "fr"
    assert f'<html lang="{language}">' in response.content.decode()
    assert '<p lang="fr">Colloque de Paris</p>' in response.content.decode()


def test_the_language_of_the_address_comes_first(client, home):
    make_withdrawn("/fr/page/64-x.html", "Le Congrès", "fr")
    make_withdrawn("/en/page/64-x.html", "The Congress")
    make_withdrawn("/en/page/640-x.html", "Another")
    assert "The Congress" in client.get("/en/page/64-y.html").content.decode()
    assert "Le Congrès" in client.get("/fr/page/64-y.html").content.decode()
    assert client.get("/en/page/6-x.html").status_code == 404


def test_address_without_a_number_is_met_as_it_is(client, home):
    make_withdrawn("/calls/2013.html")
    assert client.get("/calls/2013.html").status_code == 410
    assert client.get("/calls/2014.html").status_code == 404


def test_page_number_and_redirect_come_first(client, home, news_index):
    about = make_page(StandardPage, home, title="About")
    make_article(news_index, slug="megara-joins", legacy_number=149)
    Redirect.add_redirect("/old-way", redirect_to=about)
    for path in ("/en/about/", "/en/page/149-megara.html", "/old-way"):
        make_withdrawn(path)
    assert client.get("/en/about/").status_code == 200
    assert client.get("/en/page/149-megara.html")["Location"] == "/en/news/megara-joins/"
    assert client.get("/old-way")["Location"] == "/en/about/"
    about.unpublish()
    assert client.get("/en/about/").status_code == 410


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("path", "https://www.example.org/en/page/1-x.html", "what follows the host"),
        ("path", "//www.example.org/", "what follows the host"),
        ("path", "en/page/1-x.html", "what follows the host"),
        ("path", "/", "blank"),
        ("path", "/index.php?id=5", "Leave out"),
        ("path", "/en/%23top", "Leave out"),
        ("path", "/" + "a" * 500, "500"),
        ("title", " ", "blank"),
        ("archived_url", "", "blank"),
        ("archived_url", "javascript:alert(1)", "valid URL"),
        ("archived_url", "ftp://example.org/copy", "valid URL"),
        ("locale", None, "null"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field, value, says):
    good = {
        "path": "/en/page/1-x.html",
        "title": "Call",
        "locale": locale(),
        "archived_url": "https://example.org/copy",
    }
    with pytest.raises(ValidationError) as refused:
        WithdrawnAddress(**{**good, field: value}).full_clean()
    assert refused.value.message_dict.keys() == {field}
    assert says in " ".join(refused.value.message_dict[field])


@pytest.mark.parametrize("path", ["/en/%00", "/%00/page/1-x.html", "/en/page/1-%00.html"])
def test_a_path_that_no_database_compares_is_not_there(client, home, path):
    assert client.get(path).status_code == 404
    assert client.get("/api/v2/resolve/", {"path": path}).status_code in {400, 404}


@pytest.mark.parametrize(("group", "may"), [("Moderators", True), ("Editors", False)])
def test_moderators_add_one_and_editors_see_them(client, django_user_model, home, group, may):
    from django.contrib.auth.models import Group

    user = django_user_model.objects.create_user("mona", "mona@example.org", "pw")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    listed = "/admin/snippets/alliance_pages/withdrawnaddress/"
    filled = {
        "path": " /en/Page/1-x.html ",
        "title": "Call",
        "locale": locale().pk,
        "archived_url": "https://example.org/copy",
    }
    client.post(f"{listed}add/", filled)
    assert client.get(listed).status_code == 200
    assert list(WithdrawnAddress.objects.values_list("path", flat=True)) == (
        ["/en/page/1-x.html"] if may else []
    )
    menu = client.get("/admin/").content.decode()
    assert re.search(r"withdrawnaddress", menu)
    client.logout()
    assert client.get("/en/page/1-x.html").status_code == (410 if may else 404)

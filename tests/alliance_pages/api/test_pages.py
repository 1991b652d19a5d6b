"""Pages over the API, as a frontend uses them."""

import datetime as dt

import pytest
from wagtail.api import APIField
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, get_page_models

from alliance_pages.api.fields import NoPublicShapeError, public_shape
from alliance_pages.models import CountryIndexPage, CountryPage, StandardPage, TerminologyNotePage
from alliance_pages.models.news.links import NewsArticleCountry
from participants.models import Participant
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_page,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db

ARTICLE = "alliance_pages.NewsArticlePage"


def full_article(index, title, participant, image):
    body = [
        ("heading", "Aims"),
        ("paragraph", f'<p>See <a linktype="page" id="{index.pk}">news</a></p>'),
        ("image", {"image": image, "caption": "A map"}),
        ("quote", {"text": "Well said", "attribution": "Somebody, mayor"}),
        ("fact", {"label": "Staff", "text": "Seven"}),
    ]
    article = make_article(
        index, title, participants=[participant], lead_image=image, body=body, kind="accession"
    )
    article.themes.add(make_theme())
    NewsArticleCountry.objects.create(page=article, country="GR")
    article.save()
    return article


def test_article_leaves_with_all_that_a_frontend_needs(api, news_index, participant_index):
    megara = make_full_participant("megara", number=124)
    article = full_article(news_index, "Megara joins", megara, make_image("Lead"))
    status, answer = api(f"pages/{article.pk}/")
    assert status == 200
    assert answer["date"] == {
        "date": "2014-12-05",
        "precision": "day",
        "display": "5 December 2014",
    }
    assert answer["meta"]["html_url"] == "http://localhost/en/news/megara-joins/"
    assert answer["lead_image"]["url"].endswith(".webp")
    assert answer["lead_image"]["alt"] == "A map"
    assert answer["lead_image"]["credit"]["text"] == "Alliance CMS project · CC0 1.0"
    assert answer["themes"] == [{"slug": "housing", "label": "Housing"}]
    assert answer["related_countries"] == [{"code": "GR", "name": "Greece"}]
    [link] = answer["related_participants"]
    assert link["role_label"] == "announces the accession of"
    assert link["participant"]["number"] == 124
    blocks = {block["type"]: block["value"] for block in answer["body"]}
    target = f'data-type="alliance_pages.NewsIndexPage" data-id="{news_index.pk}"'
    address = "http://localhost/en/news/"
    assert blocks["paragraph"] == f'<p>See <a href="{address}" {target}>news</a></p>'
    assert blocks["image"]["caption"] == "A map"
    assert blocks["image"]["credit"]["author"] == "Alliance CMS project"
    assert blocks["quote"]["attribution"] == "Somebody, mayor"


def test_country_page_leaves_with_its_participants(api, country_index):
    make_participant("megara", number=124)
    page = make_page(CountryPage, country_index, title="Greece", country="GR")
    _, answer = api(f"pages/{page.pk}/")
    assert [item["number"] for item in answer["participants"]] == [124]


def test_country_has_one_shape_on_pages_participants_and_in_totals(api, country_index, news_index):
    participant = make_participant("megara", country="GR")
    page = make_page(CountryPage, country_index, title="Greece", country="GR")
    article = make_article(news_index, "News")
    NewsArticleCountry.objects.create(page=article, country="GR")
    greece = {"code": "GR", "name": "Greece"}
    listed = api("pages/", type="alliance_pages.CountryPage", fields="country")[1]["items"]
    assert [item["country"] for item in listed] == [greece]
    assert api(f"pages/{page.pk}/")[1]["country"] == greece
    assert api(f"pages/{article.pk}/")[1]["related_countries"] == [greece]
    assert api(f"participants/{participant.pk}/")[1]["country"] == greece
    summary = api("participants/summary/")[1]
    assert summary["newest"]["country"] == greece
    assert summary["countries"] == [greece | {"count": 1}]


def test_country_page_names_its_country_in_its_language_and_is_filtered_by_code(
    api, country_index, french_home
):
    index = make_page(CountryIndexPage, french_home, title="Pays")
    make_page(CountryPage, index, title="Grèce", country="GR")
    make_page(CountryPage, index, title="France", country="FR")
    _, answer = api("pages/", type="alliance_pages.CountryPage", country="GR", fields="country")
    assert [item["country"] for item in answer["items"]] == [{"code": "GR", "name": "Grèce"}]


def test_terminology_leaves_as_structured_data(api, home):
    page = make_page(
        TerminologyNotePage,
        home,
        title="Terminology",
        umbrella_term="Roma and Travellers",
        summary="Words",
        adopted_on="2012-05",
        groups=[("group", {"label": "A", "name": "Roma", "subgroups": ["Sinti"], "note": "n"})],
    )
    _, answer = api(f"pages/{page.pk}/")
    assert answer["groups"] == [{"label": "A", "name": "Roma", "subgroups": ["Sinti"], "note": "n"}]
    assert answer["adopted_on"] == {"date": "2012-05", "precision": "month", "display": "May 2012"}


@pytest.mark.parametrize("count", [3, 20])
def test_list_with_all_fields_costs_the_same_at_any_size(api, at_most, news_index, count):
    for place in range(count):
        participant = make_participant(f"place-{place}")
        full_article(news_index, f"News {place}", participant, make_image(f"Image {place}"))
    parameters = {"type": ARTICLE, "fields": "*", "limit": 20}
    api("pages/", **parameters)
    with at_most(15):
        status, answer = api("pages/", **parameters)
    assert status == 200
    assert len(answer["items"]) == count
    assert all(item["body"][2]["value"]["url"] for item in answer["items"])


def test_list_is_narrowed_by_columns_and_content(api, news_index):
    megara = make_participant("megara")
    one = full_article(news_index, "One", megara, make_image())
    make_article(news_index, "Two", date="2015", kind="event")

    def ids(**parameters):
        status, answer = api("pages/", type=ARTICLE, **parameters)
        assert status == 200, answer
        return [item["id"] for item in answer["items"]]

    assert ids(kind="accession") == ids(slug="one") == [one.pk]
    assert ids(theme="housing") == ids(country="GR") == ids(participant="megara") == [one.pk]
    assert ids(year="2014") == ids(search="one") == [one.pk]
    assert len(ids(order="-date")) == 2
    assert ids(locale="fr") == []


def test_list_and_detail_tell_the_latest_publication(api, news_index):
    articles = [make_article(news_index, title) for title in ("One", "Two")]
    for article in [*articles, articles[0]]:
        Page.objects.get(pk=article.pk).specific.save_revision().publish()
    articles[1].save_revision()
    _, answer = api("pages/", type=ARTICLE, order="-last_published_at")
    assert [item["id"] for item in answer["items"]] == [article.pk for article in articles]
    first, detail = answer["items"][0]["meta"], api(f"pages/{articles[0].pk}/")[1]["meta"]
    assert first["last_published_at"] == detail["last_published_at"]
    assert first["first_published_at"] < first["last_published_at"]


def test_several_values_mean_any_of_them(api, news_index):
    housing, health = make_theme("housing"), make_theme("health")
    megara, lyon = make_participant("megara", country="GR"), make_participant("lyon", country="FR")
    one = make_article(news_index, "One", participants=[megara], date="2014", kind="event")
    two = make_article(news_index, "Two", participants=[lyon], date="2015", kind="call")
    both = make_article(news_index, "Both", participants=[megara, lyon], date="2016", kind="report")
    for article, themes in ((one, [housing]), (two, [health]), (both, [housing, health])):
        article.themes.add(*themes)
        article.save()

    def found(**parameters):
        status, answer = api("pages/", type=ARTICLE, order="date", **parameters)
        assert status == 200, answer
        return [item["title"] for item in answer["items"]]

    every = ["One", "Two", "Both"]
    assert found(theme="housing,health") == found(country="GR,FR") == every
    assert found(participant="megara,lyon") == found(year="2014,2015,2016") == every
    assert found(kind="event,call,report") == found(slug="one,two,both,three") == every
    assert found(theme="housing") == found(country="GR,GR") == ["One", "Both"]
    assert found(theme__all="housing,health") == found(country__all="GR,FR") == ["Both"]
    assert found(theme="housing", theme__all="health") == ["Both"]
    assert found(year="2014,2015", kind="call") == ["Two"]
    assert found(month="2014-01") == []
    assert found(title="One,Two") == []


def test_several_countries_mean_the_pages_of_any(api, country_index):
    for title, country in (("Greece", "GR"), ("France", "FR"), ("Serbia", "RS")):
        make_page(CountryPage, country_index, title=title, country=country)
    _, answer = api("pages/", type="alliance_pages.CountryPage", country="GR,RS", order="title")
    assert [item["title"] for item in answer["items"]] == ["Greece", "Serbia"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "housing,"),
        ("theme__all", "housing,nothing"),
        ("country", "GR,XX"),
        ("country__all", ""),
        ("participant", "megara,draft"),
        ("participant", ","),
        ("participant", ",".join(f"place-{number}" for number in range(101))),
        ("year", "2014,15"),
        ("year", "2014,"),
        ("year", "٢٠١٤"),
        ("month", "2014"),
        ("month", "2014-12,2014-00"),
        ("year", ",".join(map(str, range(1900, 2001)))),
        ("kind", "event,nothing"),
        ("slug", ",".join(f"page-{number}" for number in range(101))),
    ],
)
def test_one_wrong_value_among_several_is_refused(api, news_index, name, value):
    make_theme("housing")
    make_participant("megara")
    make_participant("draft", is_public=False)
    status, answer = api("pages/", type=ARTICLE, **{name: value})
    assert (status, answer["message"].startswith(f"{name}: ")) == (400, True)


@pytest.mark.parametrize("path", ["/en/news/one/", "/news/one/", "en/news/one", "/old/way/"])
def test_page_is_found_by_its_path(api, client, news_index, site, path):
    article = make_article(news_index, "One")
    Redirect.add_redirect("/old/way", redirect_to=article)
    response = client.get("/api/v2/pages/find/", {"html_path": path})
    assert response.status_code == 302
    assert response["Location"].endswith(f"/api/v2/pages/{article.pk}/")


def test_french_page_is_found_by_its_path(client, french_home):
    page = make_page(StandardPage, french_home, title="À propos")
    response = client.get("/api/v2/pages/find/", {"html_path": "/fr/à-propos/"})
    assert response.status_code == 302
    assert f"/pages/{page.pk}/" in response["Location"]


def test_parent_and_locale_are_told(api, news_index):
    article = make_article(news_index)
    _, answer = api(f"pages/{article.pk}/")
    assert answer["meta"]["parent"]["id"] == news_index.pk
    assert answer["meta"]["locale"] == "en"


@pytest.mark.parametrize("count", [3, 20])
def test_aliases_in_a_list_cost_the_same_at_any_size(api, at_most, news_index, count):
    original = make_article(news_index, "Original")
    for place in range(count - 1):
        original.create_alias(update_slug=f"alias-{place}")
    parameters = {"type": ARTICLE, "fields": "*", "limit": 20}
    api("pages/", **parameters)
    with at_most(15):
        _, answer = api("pages/", **parameters)
    mirrored = [item["meta"]["alias_of"] for item in answer["items"]]
    assert mirrored[0] is None
    assert {alias["id"] for alias in mirrored[1:]} == {original.pk}


def test_every_relation_of_every_page_type_has_a_public_shape():
    for model in get_page_models():
        for field in APIField.get_fields_for_model(model):
            public_shape(model, field.name)
    with pytest.raises(NoPublicShapeError):
        public_shape(CountryPage, "owner")


def test_api_is_open_to_every_origin_and_sets_no_cookie(client, news_index):
    response = client.get("/api/v2/pages/", headers={"Origin": "https://front.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "Access-Control-Allow-Credentials" not in response


def test_what_is_counted_for_countries_follows_the_registry(api, client, country_index):
    page = make_page(CountryPage, country_index, title="Greece", country="GR")
    participant = make_participant("megara")
    assert api(f"pages/{page.pk}/")[1]["participants_count"] == 1
    make_participant("samos")
    assert api(f"pages/{page.pk}/")[1]["participants_count"] == 2
    Participant.objects.filter(pk=participant.pk).update(
        expire_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )
    _, answer = api(f"pages/{page.pk}/")
    assert [item["slug"] for item in answer["participants"]] == ["samos"]
    assert answer["participants_count"] == 1

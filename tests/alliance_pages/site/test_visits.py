"""What a visitor sees, without any script."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.templatetags.static import static

from alliance_pages.models import (
    CountryPage,
    NewsArticlePage,
    NewsIndexPage,
    StandardPage,
    TerminologyNotePage,
)
from tests.factories import (
    make_article,
    make_full_participant,
    make_image,
    make_many_participants,
    make_page,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db


def visible(response) -> str:
    """Return the text of a page as it is read, entities resolved and tags gone."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


@pytest.fixture
def whole_site(home, news_index, participant_index, country_index):
    """Return the address of every kind of page, each with content."""
    make_page(
        TerminologyNotePage,
        home,
        title="Terminology",
        umbrella_term="Roma and Travellers",
        summary="The words and whom they cover.",
        groups=[("group", {"label": "A", "name": "Roma", "subgroups": ["Sinti"], "note": ""})],
    )
    megara = make_full_participant("megara", number=124)
    image = make_image("Lead")
    for place in range(3):
        make_article(
            news_index,
            f"News {place}",
            participants=[megara],
            lead_image=image,
            body=[("paragraph", "<p>Text</p>"), ("image", {"image": image, "caption": "A map"})],
        )
    make_page(CountryPage, country_index, title="Greece", country="GR")
    make_page(StandardPage, home, title="About", body=[("heading", "Aims")])
    return {
        "home": "/en/",
        "news": "/en/news/",
        "article": "/en/news/news-0/",
        "participants": "/en/participants/",
        "profile": "/en/participants/megara/",
        "countries": "/en/countries/",
        "country": "/en/countries/greece/",
        "terminology": "/en/terminology/",
        "about": "/en/about/",
    }


def test_every_page_has_counts_and_terminology_at_hand(client, whole_site):
    for name, address in whole_site.items():
        response = client.get(address)
        assert response.status_code == 200, name
        text = visible(response)
        assert "1 city or region from 1 country" in text, name
        assert "The words and whom they cover." in text, name
        assert response.content.count(b"<h1") == 1, name


def test_no_page_needs_a_script_or_another_host(client, whole_site):
    for address in whole_site.values():
        response = client.get(address)
        text = response.content.decode()
        # Data for search engines, which run nothing, and what the finder, maps and the box of the
        # search work without.
        scripts = re.findall(r"<script\b[^>]*>", text)
        own = [
            f'<script src="{static(f"alliance_pages/{name}.js")}" defer>'
            for name in ("finder", "map", "search")
        ]
        assert set(scripts) <= {'<script type="application/ld+json">', *own}
        assert "style=" not in text
        loaded = re.findall(
            r'<(?:img|link rel="stylesheet"|source)[^>]+(?:src|href)="([^"]+)', text
        )
        assert loaded
        assert all(source.startswith("/") for source in loaded)
        assert "default-src 'self'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]


def test_every_page_costs_few_queries(client, at_most, whole_site):
    for address in whole_site.values():
        client.get(address)
        with at_most(25):
            client.get(address)


def test_more_content_costs_no_more_queries(client, whole_site, news_index):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def costs():
        found = {}
        for name, address in whole_site.items():
            # The first visitor has the pictures made, the second has the page kept that shows them.
            client.get(address)
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as context:
                client.get(address)
            found[name] = len(context)
        return found

    # Whoever is alone leads to nobody.
    make_full_participant("first")
    before = costs()
    for place in range(12):
        participant = make_full_participant(f"place-{place}")
        make_article(
            news_index,
            f"More news {place}",
            participants=[participant],
            lead_image=make_image(f"Lead {place}"),
        )
    assert costs() == before


def test_counts_and_newest_follow_the_registry(client, whole_site):
    make_participant("tivat", number=127, country="ME")
    text = visible(client.get("/en/"))
    assert "2 cities and regions from 2 countries" in text
    assert text.index("Newest participant") < text.index("Tivat", text.index("Newest participant"))
    make_participant("andalusia", number=129, country="ES", kind="region")
    after = visible(client.get("/en/")).split("Newest participant", 1)[1]
    assert after.index("Andalusia") < after.index("Tivat")


def test_figure_stands_with_its_basis_on_the_profile(client, whole_site):
    text = visible(client.get(whole_site["profile"]))
    assert "about 1,800 (unofficial data, 2014, Announcement on the Alliance’s website)" in text
    assert "30,000" in text
    assert "sociologist" in text
    assert "Stamoulis Grigorios" in text


def test_credit_stands_wherever_a_picture_does(client, whole_site):
    for name in ("home", "news", "article", "profile", "country"):
        text = client.get(whole_site[name]).content.decode()
        pictures = len(re.findall(r'<img[^>]+src="/media/', text))
        credit_lines = text.count("Alliance CMS project · CC0 1.0")
        assert pictures
        assert credit_lines >= pictures, name
        assert all("alt=" in tag for tag in re.findall(r"<img[^>]+>", text))


def test_article_says_its_date_as_far_as_it_is_known(client, news_index):
    article = make_article(news_index, "Undated", date="2014")
    text = client.get(article.url).content.decode()
    assert 'datetime="2014"' in text
    assert "January" not in text


def test_news_are_filtered(client, news_index):
    housing = make_theme("housing")
    greek = make_participant("megara")
    first = make_article(news_index, "First news", date="2013-05", participants=[greek])
    first.themes.add(housing)
    first.save()
    make_article(news_index, "Second news", date="2015")

    def titles(**query):
        context = client.get("/en/news/", query).context_data
        return [article.title for article in context["articles"]]

    assert titles() == ["Second news", "First news"]
    for query in ({"year": "2013"}, {"theme": "housing"}, {"country": "GR"}):
        assert titles(**query) == ["First news"]
    for odd in (
        {"year": "zz"},
        {"page": "zz"},
        {"country": "<b>"},
        {"theme": "'"},
        {"page": "9"},
    ):
        assert client.get("/en/news/", odd).status_code == 200


def test_finder_searches_without_accents_and_says_when_there_is_nothing(client, participant_index):
    make_participant("hodmezovasarhely", texts={"en": "Hódmezővásárhely"}, country="HU")
    make_participant("megara")
    found = visible(client.get("/en/participants/", {"q": "hodmezo"}))
    assert "Hódmezővásárhely" in found
    assert "Megara" not in found.split("Hódmezővásárhely", 1)[1].split("The Alliance today")[0]
    for odd in ({"q": '"meg'}, {"q": "roma " * 500}, {"page": "999"}):
        assert client.get("/en/participants/", odd).status_code == 200


@pytest.mark.parametrize(
    "address", ["/en/news/?year=%00", "/en/participants/?kind=%00", "/en/?q=%00"]
)
def test_null_character_in_a_parameter_is_a_bad_request(client, participant_index, address):
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address", ["/en/%00/", "/%00", "/en/participants/%00/", "/en/news/a%00b/", "/admin/%00"]
)
def test_null_character_in_an_address_finds_nothing(client, participant_index, address):
    assert client.get(address).status_code == 404


def test_long_list_of_participants_is_cut_into_pages(client, participant_index):
    make_many_participants(60)
    first = visible(client.get("/en/participants/"))
    assert "60 participants" in first
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in visible(client.get("/en/participants/", {"page": "2"}))


def test_profile_of_a_draft_is_not_there(client, participant_index):
    make_participant("canarytown", is_public=False)
    response = client.get("/en/participants/canarytown/")
    assert response.status_code == 404
    assert "canarytown" not in visible(response).lower().replace("/en/participants/canarytown/", "")


def test_text_in_the_fallback_language_is_marked(client, participant_index, french_home):
    make_participant("tivat", country="ME")
    make_page(type(participant_index), french_home, title="Participants")
    text = client.get("/fr/participants/tivat/").content.decode()
    assert '<html lang="fr"' in text
    assert 'lang="en"' in text
    assert "Monténégro" in text


def test_unknown_address_helps_and_keeps_its_language(client, home):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert 'href="/en/"' in response.content.decode()


def test_root_leads_to_the_language_of_the_browser(client, home):
    for header, expected in (("fr-CH, fr;q=0.9", "/fr/"), ("de", "/en/"), ("en", "/en/")):
        response = client.get("/", headers={"Accept-Language": header})
        assert response.status_code == 302
        assert response["Location"] == expected


def test_language_switch_lands_on_the_same_page(client, news_index, french_home):
    english = make_article(news_index, "Megara joins")
    index = make_page(NewsIndexPage, french_home, title="Actualités")
    french = make_page(
        NewsArticlePage,
        index,
        title="Mégare rejoint l’Alliance",
        date="2014",
        introduction="x",
        translation_key=english.translation_key,
    )
    assert f'href="{french.url}" hreflang="fr"' in client.get(english.url).content.decode()


class TestOldAddresses:
    @pytest.fixture
    def article(self, news_index):
        return make_article(news_index, "Megara joins", legacy_number=149)

    @pytest.mark.parametrize(
        "address",
        [
            "/en/page/149-anything.html",
            "/en/page/149--don-t.-.html",
            "/en/news/149-x.html",
            "/fr/page/149-anything.html",
        ],
    )
    def test_they_lead_to_the_article_for_good(self, client, article, address):
        response = client.get(address)
        assert response.status_code == 301
        assert response["Location"] == "/en/news/megara-joins/"

    def test_they_prefer_the_language_of_the_address(self, client, article, french_home):
        index = make_page(NewsIndexPage, french_home, title="Actualités")
        make_page(
            NewsArticlePage,
            index,
            title="Mégare",
            slug="megare",
            date="2014",
            introduction="x",
            legacy_number=149,
        )
        assert client.get("/fr/page/149-x.html")["Location"] == "/fr/actualit%C3%A9s/megare/"
        assert client.get("/en/page/149-x.html")["Location"] == "/en/news/megara-joins/"

    def test_standard_pages_had_numbers_too(self, client, home):
        make_page(StandardPage, home, title="About", legacy_number=33)
        assert client.get("/fr/page/33-about-us.html")["Location"] == "/en/about/"

    @pytest.mark.parametrize(
        "address", ["/en/page/150-x.html", "/en/page/99999999-x.html", "/en/page/x.html"]
    )
    def test_unknown_numbers_are_not_found(self, client, article, address):
        assert client.get(address).status_code == 404

    def test_drafts_have_no_old_address(self, client, news_index):
        make_article(news_index, "Draft", legacy_number=150, live=False)
        assert client.get("/en/page/150-x.html").status_code == 404

    def test_a_number_belongs_to_one_page_of_a_language(self, article, news_index):
        with pytest.raises(ValidationError, match="that number"):
            make_article(news_index, "Twin", legacy_number=149)


class TestRules:
    def test_country_has_one_page_per_language(self, country_index):
        make_page(CountryPage, country_index, title="Greece", country="GR")
        with pytest.raises(ValidationError, match="already a page for this country"):
            make_page(CountryPage, country_index, title="Hellas", country="GR")

    def test_article_with_an_image_without_rights_is_not_published(self, news_index):
        image = make_image("Bare", author="", source="")
        with pytest.raises(ValidationError, match="author, source"):
            make_article(news_index, lead_image=image)
        with pytest.raises(ValidationError, match="author, source"):
            make_article(news_index, body=[("image", {"image": image, "caption": ""})])
        article = make_article(news_index, live=False, lead_image=image)
        revision = article.save_revision()
        with pytest.raises(ValidationError):
            revision.publish()

    def test_participant_of_an_article_is_not_deleted(self, news_index):
        from django.db.models.deletion import ProtectedError

        participant = make_participant("megara")
        make_article(news_index, participants=[participant])
        with pytest.raises(ProtectedError):
            participant.delete()

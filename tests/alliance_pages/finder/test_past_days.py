"""The finder and the pages of countries as of a past day, at an address of its own."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from alliance_pages.models import (
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
)
from participants.models import MembershipEvent, Participant, ParticipantText
from tests.databases import taken_back
from tests.factories import (
    make_article,
    make_full_participant,
    make_page,
    make_participant,
    make_theme,
)

pytestmark = pytest.mark.django_db

FINDER = "/en/participants/"
FRENCH = "/fr/collectivites/"
FRANCE = "/en/countries/france/"
OPTION = re.compile(r'<option value="([^"]+)"[^>]*>[^<]*\((\d+)\)</option>')
MOST_QUERIES = 30
MORE_EVENTS = {
    "lyon": [("renamed", "2020-01")],
    "innsbruck": [("withdrawn", "2019-03-15")],
    "marne": [("merged", "2018-05-01")],
    "tivat": [("suspended", "2016-02-01"), ("reinstated", "2017")],
}
# Each side of every event, and the first days of a year and a month that is all that is known.
DAYS = [
    *("0001-01-01", "2012-12-31", "2013-01-01", "2013-04-26", "2014-06-29", "2014-06-30"),
    *("2015-12-31", "2016-01-01", "2016-02-01", "2016-12-31", "2017-01-01", "2018-04-30"),
    *("2018-05-01", "2019-03-14", "2019-03-15", "2019-12-31", "2020-01-01", "2024-02-29"),
]
NO_DAYS = [
    *("0000-00-00", "2014-13-01", "2014-06-31", "9999-12-31", "2014-06-30\0", "2014", "2014-06"),
    *("٢٠١٤-٠٦-٣٠", "20140630", "2014-W27-1", "2014-6-30", "x" * 1_000, "<b>", "on", "-1"),
]


def happened(slug, *events, successor=None):
    place = Participant.objects.get(slug=slug)
    for number, (kind, date) in enumerate(events, start=1):
        into = successor if kind == "merged" else None
        place.events.add(MembershipEvent(kind=kind, date=date, successor=into, sort_order=number))
    place.save_revision().publish()


@pytest.fixture(scope="module")
def registry(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        homes = {code: HomePage.objects.get(locale__language_code=code) for code in ("en", "fr")}
        index = make_page(ParticipantIndexPage, homes["en"], title="Participants")
        make_page(
            ParticipantIndexPage,
            homes["fr"],
            title="Collectivités",
            slug="collectivites",
            translation_key=index.translation_key,
        )
        countries = make_page(CountryIndexPage, homes["en"], title="Countries")
        france = make_page(CountryPage, countries, title="France", country="FR")
        make_page(CountryPage, countries, title="Greece", country="GR")
        others = make_page(CountryIndexPage, homes["fr"], title="Pays")
        make_page(
            CountryPage,
            others,
            title="La France",
            slug="la-france",
            country="FR",
            translation_key=france.translation_key,
        )
        news = make_page(NewsIndexPage, homes["en"], title="News")
        make_full_participant("megara", country="GR", number=124, joined="2013-04-26")
        make_participant("samos", country="GR", kind="region", joined="2018-05", number=130)
        make_participant("lyon", country="FR", joined="2016", themes=[make_theme("health")])
        make_participant("innsbruck", country="AT", joined="2013-01-01")
        make_participant("marne", country="FR", joined="2015", kind="department")
        make_participant("tivat", country="ME", joined="2014-06-30")
        make_participant("nowhen", country="GR", joined="")
        make_participant("draft", country="FR", joined="2014", is_public=False)
        gone = make_participant("gone", country="FR", joined="2014")
        Participant.objects.filter(pk=gone.pk).update(expire_at=timezone.now() - timedelta(days=1))
        lyon = Participant.objects.get(slug="lyon")
        make_article(news, "A call for France", participants=[lyon])
        for slug, events in MORE_EVENTS.items():
            happened(slug, *events, successor=lyon)
        yield


@pytest.fixture
def page(client, registry):
    """Return a function that gives what is shown at an address."""

    def show(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return unescape(response.content.decode())

    return show


def rows(html):
    found = re.findall(r'<h3>\s*<a href="/\w\w/[\w-]+/([\w-]+)/"', html)
    return found or re.findall(r'<th scope="row">\s*<a href="/\w\w/[\w-]+/([\w-]+)/"', html)


def names(answer):
    return [item["slug"] for item in answer["items"]]


# What is listed and counted


@pytest.mark.parametrize("day", DAYS)
def test_each_day_is_that_of_the_api(page, api, day):
    listed = api("participants/", as_of=day, fields="slug")[1]
    summary = api("participants/summary/", as_of=day)[1]
    for place in (FINDER, FRENCH):
        html = page(f"{place}on/{day}/")
        assert rows(html) == names(listed)
        assert rows(page(f"{place}on/{day}/?view=table")) == names(listed)
    counts = dict(OPTION.findall(page(f"{FINDER}on/{day}/")))
    for name, key in (("countries", "code"), ("kinds", "kind"), ("on_file", "has")):
        for one in summary[name]:
            assert counts[str(one[key])] == str(one["count"]), one
    former = api("participants/", as_of=day, status="former", limit=0)[1]["meta"]["total_count"]
    assert former == int(counts.get("former", 0))
    in_france = api("participants/", as_of=day, country="FR", fields="slug")[1]
    assert rows(page(f"{FRANCE}on/{day}/")) == names(in_france)


@pytest.mark.parametrize(
    "query", ["country=FR", "kind=city", "status=former", "q=ly", "order=-name"]
)
def test_filters_and_order_go_on_below_a_day(page, api, query):
    listed = api(
        "participants/",
        as_of="2019-06-01",
        fields="slug",
        **dict([query.replace("q=", "search=").split("=")]),
    )[1]
    html = page(f"{FINDER}on/2019-06-01/?{query}")
    assert rows(html) == names(listed)
    for count in dict(OPTION.findall(html)).values():
        assert count != "0"


def test_rows_tell_where_each_stood_on_the_day(page):
    then = page(f"{FINDER}on/2016-06-01/?status=all")
    assert then.count("Suspended</strong>") == 1
    assert "Withdrew" not in then
    assert "Merged" not in then
    later = page(f"{FINDER}on/2019-06-01/?status=all")
    assert "Suspended</strong>" not in later
    assert "Withdrew on 15 March 2019" in later
    assert "Merged into another authority on 1 May 2018" in page(
        f"{FINDER}on/2019-06-01/?status=merged"
    )
    table = page(f"{FINDER}on/2019-06-01/?view=table&q=innsbruck&status=all")
    assert '1 January 2013<br><strong class="mark">Withdrawn' in table
    assert "Withdrawn" not in page(f"{FINDER}on/2019-03-14/?view=table&q=innsbruck&status=all")


def test_map_shows_those_of_the_day(page):
    for address, is_there in (("2013-04-25", False), ("2013-04-26", True)):
        html = page(f"{FINDER}on/{address}/?view=map")
        assert ("<title>Megara</title>" in html) is is_there
        # Countries lead on below the day.
        assert 'class="map__link" href="?country=AT&view=map"' in html


def test_country_page_of_a_day_leads_on_to_that_day(page):
    html = page(f"{FRANCE}on/2019-06-01/")
    assert f'href="{FINDER}on/2019-06-01/?country=FR&status=former"' in html
    assert "A call for France" not in html
    assert "A call for France" in page(FRANCE)
    assert "No city or region of this country took part on that day." in page(
        f"{FRANCE}on/2014-12-31/"
    )


def test_hidden_ones_come_through_no_day(page):
    for day in DAYS:
        for place in (FINDER, FRENCH, FRANCE):
            text = page(f"{place}on/{day}/{'' if place == FRANCE else '?status=all'}").lower()
            assert "/draft/" not in text
            assert "/gone/" not in text
            assert ">gone<" not in text


# What is said of a day


def test_page_says_which_day_it_shows_and_leads_back(page):
    html = page(f"{FINDER}on/2014-06-30/?view=table&country=GR")
    assert "<strong>Register as of 30 June 2014.</strong>" in html
    assert f'<a href="{FINDER}?country=GR&view=table">Back to today</a>' in html
    assert "1 participant is left out, since nobody knows when it joined." in html
    assert "/api/v2/participants/summary/?as_of=2014-06-30" in html
    assert "export.csv?as_of=2014-06-30" in html
    assert 'value="2014-06-30"' in html
    assert "Registre au 30 juin 2014" in page(f"{FRENCH}on/2014-06-30/")
    assert f'<a href="{FRANCE}">Back to today</a>' in page(f"{FRANCE}on/2014-06-30/")


def test_before_the_first_event_nobody_took_part(page):
    assert "nobody took part yet" in page(f"{FINDER}on/2012-12-31/")
    assert "nobody took part yet" not in page(f"{FINDER}on/2013-01-01/?q=samos")


def sentences(html):
    told = html.partition('class="inset"')[2].partition("</ul>")[0]
    return [re.sub(r"<[^>]+>", "", line) for line in re.findall(r"<li>(.*?)</li>", told)]


def test_what_has_changed_since_is_told_in_sentences_with_links(page):
    html = page(f"{FINDER}on/2018-04-30/")
    assert sentences(html) == [
        "Lyon (France) was renamed in January 2020.",
        "Innsbruck (Austria) withdrew from the Alliance on 15 March 2019.",
        "Marne (France) merged into Lyon on 1 May 2018.",
        "Samos (Greece) joined the Alliance in May 2018.",
    ]
    assert "4 changes since then" in html
    assert (
        f'<a href="{FINDER}marne/">Marne</a> (France) merged into '
        f'<a href="{FINDER}lyon/">Lyon</a> on 1 May 2018.'
    ) in html
    assert "Nothing has changed since then." in page(f"{FINDER}on/2020-01-01/")
    assert len(sentences(page(f"{FRANCE}on/2018-04-30/"))) == 2
    french = page(f"{FRENCH}on/2018-04-30/")
    # There is no French name.
    assert f'<a href="{FRENCH}lyon/" lang="en">Lyon</a>' in french


def test_what_changed_goes_by_the_filters_of_the_list(page):
    html = page(f"{FINDER}on/2018-04-30/?country=FR&status=former")
    assert len(sentences(html)) == 2


def test_hidden_successor_is_not_named(client, registry):
    Participant.objects.get(slug="lyon").unpublish()
    html = client.get(f"{FINDER}on/2018-04-30/").content.decode()
    assert "(France) merged into another authority on 1 May 2018." in html
    assert "Lyon" not in html


# The way there


@pytest.mark.parametrize("place", [FINDER, FRENCH, FRANCE])
def test_field_leads_to_the_address_of_the_day(client, registry, place):
    response = client.get(f"{place}?q=&day=2014-06-30&kind=city")
    assert (response.status_code, response["Location"]) == (
        302,
        f"{place}on/2014-06-30/?q=&kind=city",
    )
    again = client.get(f"{place}on/2014-06-30/?day=2013-01-01")
    assert again["Location"] == f"{place}on/2013-01-01/"
    assert client.get(f"{place}on/2014-06-30/?day=").status_code == 200


@pytest.mark.parametrize("place", [FINDER, FRENCH, FRANCE])
def test_today_is_the_page_itself(client, registry, place):
    today = timezone.now().date()
    for asked in (f"{place}?day={today}&view=map", f"{place}on/{today}/?view=map"):
        assert client.get(asked)["Location"] == f"{place}?view=map"


@pytest.mark.parametrize("text", [*NO_DAYS, "tomorrow"])
def test_what_is_no_past_day_is_named_and_the_rest_shown(client, registry, text):
    if text == "tomorrow":
        text = str(timezone.now().date() + timedelta(days=1))
    for place in (FINDER, FRENCH, FRANCE):
        response = client.get(f"{place}?view=table&kind=region&day={quote(text)}")
        assert response.status_code == 400
        assert b"<b>" not in response.content
        if "\0" in text:  # of which no page is told
            continue
        html = unescape(response.content.decode())
        assert "<strong>day</strong>: " in html
        if place == FINDER:
            assert rows(html) == ["samos"]
            assert "days such as 2014-12-05, today at the latest" in html
    if "\0" not in text:
        led = client.get(f"{FINDER}on/{quote(text)}/?kind=region")
        assert led.status_code == 302
        assert client.get(led["Location"]).status_code == 400


def test_two_days_are_one_too_many(page):
    assert "“day” was given more than once." in page(
        f"{FINDER}?day=2014-01-01&day=2015-01-01", status=400
    )
    assert "There is no parameter “contry”." in page(
        f"{FINDER}on/2014-06-30/?contry=GR", status=400
    )


# Search engines, languages, programs


@pytest.mark.parametrize("place", [FINDER, FRANCE])
def test_search_engines_keep_no_day(client, registry, place):
    address = f"{place}on/2014-06-30/"
    response = client.get(address)
    html = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
    assert f'rel="canonical" href="http://localhost{address}"' in html
    assert "X-Robots-Tag" not in client.get(place)
    for name in ("sitemap-pages-1.xml", "sitemap-data-1.xml", "sitemap-participants-1.xml"):
        assert b"/on/" not in client.get(f"/{name}").content


def test_other_language_keeps_the_day(page):
    html = page(f"{FINDER}on/2014-06-30/?view=table")
    assert f'href="{FRENCH}on/2014-06-30/?view=table" hreflang="fr"' in html
    assert 'href="/fr/pays/la-france/on/2014-06-30/" hreflang="fr"' in page(
        f"{FRANCE}on/2014-06-30/"
    )


@pytest.mark.parametrize("place", [FINDER, FRENCH, FRANCE])
def test_frontend_is_told_the_same(client, registry, place):
    address = f"{place}on/2018-04-30/"
    answer = told_at(client, address)
    assert (answer["kind"], answer["route"]) == ("past_day", "on/2018-04-30/")
    assert answer["item"]["id"] == told_at(client, place)["item"]["id"]
    assert answer["meta"]["robots"] == "noindex"
    html = unescape(client.get(address).content.decode())
    assert f"<title>{answer['meta']['title']}</title>" in html
    assert f'href="{answer["meta"]["canonical"]}"' in html
    told = answer["lists"]["past_day"]
    assert told["as_of"] == "2018-04-30"
    assert ["".join(part["text"] for part in change) for change in told["changes"]] == sentences(
        html
    )
    for text in (told["statement"], told["heading"], *told["notes"]):
        assert text in html
    assert [item["html_url"].split("/")[-2] for item in _metas(answer)] == rows(html)
    assert "articles" not in answer["lists"]


def told_at(client, path):
    return client.get("/api/v2/resolve/", {"path": path, "lists": "true"}).json()


def _metas(answer):
    return [item["meta"] for item in answer["lists"]["participants"]["items"]]


def test_frontend_is_led_as_visitors_are(client, registry):
    for path, to in (
        (f"{FINDER}?day=2014-06-30&kind=city", f"{FINDER}on/2014-06-30/?kind=city"),
        (f"{FRANCE}?day=2014-06-30", f"{FRANCE}on/2014-06-30/"),
        (f"{FINDER}on/{timezone.now().date()}/", FINDER),
        (f"{FINDER}on/2014-13-01/", f"{FINDER}?day=2014-13-01"),
    ):
        answer = told_at(client, path)
        assert (answer["kind"], answer["redirect"]["status"]) == ("redirect", 302), path
        assert answer["redirect"]["path"] == to
    refused = told_at(client, f"{FINDER}?day=2014-13-01")
    assert [fault["parameter"] for fault in refused["lists"]["finder"]["faults"]] == ["day"]
    refused = told_at(client, f"{FRANCE}?day=2014-13-01")
    assert [fault["parameter"] for fault in refused["lists"]["faults"]] == ["day"]


# What it costs, and what it depends on


@pytest.mark.parametrize("count", [3, 300])
def test_every_day_costs_the_same_at_any_size(client, registry, count):
    language = Locale.objects.get(language_code="en").pk
    for number in range(count):
        place = Participant(slug=f"z-{number}", sort_name=f"z {number}", kind="city", country="FR")
        place.status, place.live, place.joined_on = "participant", True, "2014-01-01"
        place.joined_on_precision = "day"
        Participant.objects.bulk_create([place])
        ParticipantText.objects.create(participant=place, locale_id=language, name=place.slug)
        MembershipEvent.objects.bulk_create(
            [
                MembershipEvent(
                    participant=place,
                    kind="admitted",
                    date=date,
                    standing="participant",
                    admitted=date,
                )
                for date in ("2014-01-01", "2018-05-02")
            ]
        )
    client.get("/en/")
    for address in (
        f"{FINDER}on/2018-04-30/",
        f"{FINDER}on/2018-04-30/?view=map",
        f"{FINDER}on/2018-04-30/?view=table&page=2&country=FR",
        f"{FINDER}on/2018-04-30/?q=nobody",
        f"{FRANCE}on/2018-04-30/",
    ):
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        assert response.status_code == 200
        assert len(asked) <= MOST_QUERIES, address


def test_a_day_carries_the_tags_of_its_list(client, registry):
    assert "participants" in client.get(f"{FINDER}on/2014-06-30/")["Cache-Tag"].split(",")
    assert "participants:FR" in client.get(f"{FRANCE}on/2014-06-30/")["Cache-Tag"].split(",")

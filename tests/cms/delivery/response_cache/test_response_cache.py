"""What is kept and given out in front of Django, and what never is."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from cms.delivery.response_cache.cacheability import PUBLIC_FLAG
from cms.delivery.response_cache.state import State
from participants.models import Participant
from tests.cms.delivery.conftest import Visitor
from tests.factories import make_admin, make_article, make_many_participants, make_participant

LIST = "/api/v2/participants/"


def test_the_second_reader_is_answered_without_django(visitor):
    make_participant()
    first, second = visitor.get(LIST), visitor.get(LIST)
    assert first.status == second.status == 200
    assert first.raw == second.raw
    assert visitor.asked == [f"{LIST}?"]


@pytest.mark.parametrize("coding", ["br", "gzip", ""])
def test_every_coding_says_the_same(visitor, coding):
    make_many_participants(5)
    plain = visitor.get(LIST)
    coded = visitor.get(LIST, accept_encoding=coding)
    assert coded.headers.get("Content-Encoding", "") == coding
    assert coded.body == plain.raw
    assert coded.headers["Vary"] == "Accept-Encoding"
    assert int(coded.headers["Content-Length"]) == len(coded.raw)


def test_codings_have_different_validators(visitor):
    make_many_participants(5)
    codings = ("", "gzip", "br")
    assert len({visitor.get(LIST, accept_encoding=c).headers["ETag"] for c in codings}) == 3


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_client_has_is_not_sent_again(visitor, method):
    etag = visitor.get("/en/").headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = visitor.get("/en/", method, if_none_match=known)
        assert again.status == 304
        assert again.raw == b""
        assert again.headers["ETag"] == etag
    assert visitor.get("/en/", method, if_none_match='"other"').status == 200
    assert len(visitor.asked) == 1


def test_head_is_get_without_the_body(visitor):
    head, get = visitor.get("/en/", "HEAD"), visitor.get("/en/")
    assert head.status == 200
    assert head.raw == b""
    assert head.headers == get.headers
    assert len(visitor.asked) == 1


def test_public_answers_say_how_long_they_hold(visitor):
    headers = visitor.get("/en/").headers
    assert headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=0, stale-while-revalidate=0, stale-if-error=86400"
    )
    assert headers["Last-Modified"].endswith("GMT")


def test_a_purged_cache_may_keep_them_until_the_next_moment(visitor, settings):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {}}
    participant = make_participant()
    participant.expire_at = timezone.now() + timedelta(minutes=5)
    participant.save_revision().publish()
    control = visitor.get(LIST).headers["Cache-Control"]
    limits = dict(part.strip().split("=") for part in control.split(",") if "=" in part)
    assert 0 < int(limits["s-maxage"]) + int(limits["stale-while-revalidate"]) <= 300


def test_a_change_is_in_the_next_answer(visitor):
    assert '"total_count":0' in visitor.get(LIST).text
    make_participant()
    assert '"total_count":1' in visitor.get(LIST).text
    Participant.objects.update(live=False)
    assert '"total_count":0' in visitor.get(LIST).text


def test_a_draft_leaves_answers_where_they_are(visitor):
    participant = make_participant()
    visitor.get(LIST)
    participant.website = "https://megara.example.org"
    participant.save_revision()
    visitor.get(LIST)
    assert len(visitor.asked) == 1


def test_what_is_worked_out_while_content_changes_is_not_kept(visitor):
    django = visitor.front.django

    def overtaken(environ, start):
        pieces = list(django(environ, start))
        make_participant(f"place-{len(visitor.asked)}")
        return pieces

    visitor.front.django = overtaken
    assert '"total_count":0' in visitor.get(LIST).text
    visitor.front.django = django
    assert '"total_count":1' in visitor.get(LIST).text


def test_spellings_of_an_address_share_an_answer(visitor):
    make_participant()
    spellings = [
        "?country=GR,IT&fields=*",
        "?fields=*&country=GR,IT",
        "?country=%47R%2CIT&fields=%2A",
    ]
    assert len({visitor.get(LIST + query).raw for query in spellings}) == 1
    assert len(visitor.asked) == 1


def test_letters_need_not_be_escaped(visitor):
    make_participant("megara", texts={"en": "Μέγαρα"})
    raw = "Μέγαρα".encode().decode("latin-1")
    for query in (f"search={raw}", f"search={quote('Μέγαρα')}"):
        assert '"total_count":1' in visitor.get(f"{LIST}?{query}").text
    assert len(visitor.asked) == 1


def test_parameters_that_no_page_reads_make_no_entries(visitor, news_index):
    plain = visitor.get("/en/news/").raw
    for number in range(20):
        assert visitor.get(f"/en/news/?_={number}&utm_source=x").raw == plain
    assert len(visitor.asked) == 1
    assert len(visitor.front.content.state().store.answers) == 1


def test_parameters_of_another_page_make_no_entries(visitor, news_index):
    visitor.get("/en/news/?year=2014")
    for year in range(2000, 2010):
        assert visitor.get(f"/en/?year={year}").status == 200
    assert len(visitor.front.content.state().store.answers) == 1


def test_finder_hears_of_unknown_parameters_but_not_of_tracking(visitor, participant_index):
    plain = visitor.get("/en/participants/").raw
    assert visitor.get("/en/participants/?utm_source=x&fbclid=1").raw == plain
    assert len(visitor.asked) == 1
    for _ in range(2):
        assert visitor.get("/en/participants/?contry=GR&utm_source=x").status == 400
    assert len(visitor.front.content.state().store.answers) == 1


def test_unknown_parameters_of_the_api_are_refused_each_time(visitor):
    for _ in range(2):
        assert visitor.get(f"{LIST}?colour=red").status == 400
    assert not visitor.front.content.state().store.answers


@pytest.mark.parametrize(
    "query", ["?%ff=1", "?a=%00", "?" + "&".join(f"p{n}=1" for n in range(300)), "?==&&;"]
)
def test_unreadable_queries_harm_nobody(visitor, query):
    assert visitor.get(f"/en/{query}").status in {200, 400}
    assert visitor.get(f"{LIST}{query}").status == 400


def test_an_address_of_more_than_4_kb_is_refused(visitor):
    assert visitor.get(f"/en/?q={'a' * 4_000}").status == 200
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(f"/en/?q={'a' * 4_100}").status == 414
    # On PostgreSQL the visitor of the tests ends a transaction with these two.
    ending = ("SET CONSTRAINTS ALL", "SELECT set_config('delivery.changed_in'")
    assert [q["sql"] for q in queries if not q["sql"].startswith(ending)] == []
    refused = visitor.get(f"{LIST}?search={'a' * 4_100}")
    assert (refused.status, refused.text) == (414, '{"message": "The address is too long."}')
    assert not visitor.front.content.state().store.answers


def test_sessions_and_tokens_go_past_the_store(visitor):
    make_participant()
    cookie = f"{settings.SESSION_COOKIE_NAME}=somebody"
    visitor.get(LIST)
    for headers in ({"cookie": cookie}, {"authorization": "Bearer x"}):
        answer = visitor.get(LIST, **headers)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "ETag" not in answer.headers
    assert len(visitor.asked) == 3


def test_an_editor_never_fills_the_store(visitor, client: Client):
    client.force_login(make_admin())
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies['sessionid'].value}"
    for_editor = visitor.get("/en/", cookie=cookie)
    assert "wagtail-userbar" in for_editor.text
    assert "wagtail-userbar" not in visitor.get("/en/").text


def test_restricted_pages_are_not_kept(visitor, news_index):
    article = make_article(news_index)
    path = "/en/news/megara-joins/"
    assert visitor.get(path).status == 200
    PageViewRestriction.objects.create(
        page=article, restriction_type="password", password="open sesame"
    )
    for _ in range(2):
        answer = visitor.get(path)
        assert "Read this." not in answer.text
        assert "ETag" not in answer.headers
    assert not visitor.front.content.state().store.answers


def test_hidden_and_missing_look_the_same(visitor, news_index):
    hidden = make_participant(is_public=False)
    missing = visitor.get(f"{LIST}999999/")
    assert visitor.get(f"{LIST}{hidden.pk}/") == missing
    make_article(news_index, slug="hidden", live=False)
    one, other = visitor.get("/en/news/hidden/"), visitor.get("/en/news/absent/")
    # The tags name the words that were asked for.
    assert without_way(one, "hidden") == without_way(other, "absent")


def without_way(answer, word):
    said = dict(answer.headers)
    said["Cache-Tag"] = set(said["Cache-Tag"].split(",")) - {f"way:{word}"}
    return answer.status, said, answer.text


def test_not_found_is_kept_for_seconds_only(visitor):
    store = visitor.front.content.state().store
    for number in range(300):
        store_before = len(store.answers)
        visitor.get(f"{LIST}{number + 1_000_000}/")
        assert len(store.answers) == store_before
    visitor.get(f"{LIST}{1_000_299}/")
    assert len(visitor.asked) == 300
    with time_machine.travel(timezone.now() + timedelta(seconds=6)):
        assert visitor.get(f"{LIST}{1_000_299}/").status == 404


@pytest.mark.parametrize("host", ["evil.example.org", "localhost:4711", "localhost..", "", "[::1"])
def test_unknown_hosts_make_no_entries(visitor, host):
    visitor.get("/en/", host=host)
    assert not visitor.front.content.state().store.answers


def test_hosts_do_not_share_answers(visitor, settings):
    settings.ALLOWED_HOSTS = ["localhost", "www.example.org", ".wild.example.org"]
    visitor.get("/en/", host="localhost")
    visitor.get("/en/", host="WWW.example.org")
    visitor.get("/en/", host="www.example.org")
    visitor.get("/en/", host="any.wild.example.org")
    assert len(visitor.front.content.state().store.answers) == 2
    assert len(visitor.asked) == 3


def with_view(visitor: Visitor, view) -> None:
    """Let Django's middleware stand around a view of the test."""
    from django.core.handlers.wsgi import WSGIHandler

    class Handler(WSGIHandler):
        def resolve_request(self, request):
            from django.urls import ResolverMatch

            return ResolverMatch(view, (), {})

    visitor.front.django = Handler()


@pytest.mark.parametrize(
    "change",
    [
        lambda response: response.set_cookie("seen", "1"),
        lambda response: response.__setitem__("Cache-Control", "private"),
        lambda response: response.__setitem__("Cache-Control", "no-store"),
        lambda response: response.__setitem__("Vary", "Accept-Language"),
        lambda response: setattr(response, "status_code", 500),
        lambda response: setattr(response, "status_code", 302),
    ],
)
def test_answers_for_one_reader_are_not_kept(visitor, change):
    def view(request):
        response = HttpResponse("for you")
        change(response)
        return response

    with_view(visitor, view)
    visitor.get("/en/")
    assert not visitor.front.content.state().store.answers


def test_a_page_with_a_form_is_made_for_each_visitor(visitor):
    from django.middleware.csrf import get_token

    with_view(visitor, lambda request: HttpResponse(f"form {get_token(request)}"))
    cookie = f"{settings.CSRF_COOKIE_NAME}={'a' * 32}"
    first, second = visitor.get("/en/"), visitor.get("/en/")
    own = visitor.get("/en/", cookie=cookie)
    assert len({first.text, second.text, own.text}) == 3
    assert not visitor.front.content.state().store.answers


def test_other_cookies_do_not_matter(visitor):
    visitor.get("/en/", cookie="theme=dark; consent=yes")
    visitor.get("/en/", cookie=f"{settings.CSRF_COOKIE_NAME}={'a' * 32}")
    assert len(visitor.asked) == 1


def test_an_expiry_takes_effect_at_its_second(visitor, settings):
    participant = make_participant()
    participant.expire_at = timezone.now() + timedelta(minutes=5)
    participant.save_revision().publish()
    assert '"total_count":1' in visitor.get(LIST).text
    with time_machine.travel(participant.expire_at + timedelta(milliseconds=20)):
        assert '"total_count":0' in visitor.get(LIST).text
        assert not Participant.objects.get().live


def test_a_scheduled_publication_takes_effect_at_its_second(visitor):
    draft = make_participant(is_public=False)
    draft.go_live_at = timezone.now() + timedelta(minutes=5)
    draft.save_revision().publish()
    assert '"total_count":0' in visitor.get(LIST).text
    with time_machine.travel(draft.go_live_at + timedelta(milliseconds=20)):
        assert '"total_count":1' in visitor.get(LIST).text


def test_no_answer_outlives_its_day(visitor):
    summary = f"{LIST}summary/"
    today = visitor.get(summary).text
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert visitor.get(summary).text != today


def test_another_process_may_change_the_site(visitor):
    visitor.get("/en/")
    Site.objects.update(hostname="www.example.org")  # no signal, as from another process
    assert "www.example.org" in visitor.get("/api/v2/pages/?fields=html_url").text


def test_long_answers_are_streamed_and_not_kept(visitor, monkeypatch):
    monkeypatch.setattr("cms.delivery.response_cache.upstream.LARGEST", 1_000)
    make_many_participants(50)
    address = f"{LIST}export.csv"
    streamed = visitor.get(address, accept_encoding="gzip, br")
    assert streamed.headers["Content-Encoding"] == "gzip"
    assert streamed.text.count("\r\n,z-place") == 50
    assert not visitor.front.content.state().store.answers
    etag = streamed.headers["ETag"]
    assert visitor.get(address, accept_encoding="gzip", if_none_match=etag).status == 304
    assert visitor.get(address, "HEAD").raw == b""
    make_participant()
    assert visitor.get(address, accept_encoding="gzip", if_none_match=etag).status == 200


def test_streamed_answer_is_not_named_after_an_earlier_state(visitor, monkeypatch):
    monkeypatch.setattr("cms.delivery.response_cache.upstream.LARGEST", 1_000)
    make_many_participants(50)
    address = f"{LIST}export.csv"
    before = visitor.get(address)
    assert before.headers["ETag"].startswith('W/"'), "it may change while it is sent"
    django = visitor.front.django

    def overtaken(environ, start):
        make_participant()
        return django(environ, start)

    visitor.front.django = overtaken
    changed = visitor.get(address, if_none_match=before.headers["ETag"])
    assert (changed.status, "megara" in changed.text) == (200, True)
    assert "ETag" not in changed.headers
    visitor.front.django = django
    assert visitor.get(address).headers["ETag"] != before.headers["ETag"]


def test_no_shared_cache_keeps_what_is_streamed(visitor, settings, monkeypatch):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {}}
    monkeypatch.setattr("cms.delivery.response_cache.upstream.LARGEST", 1_000)
    make_many_participants(50)
    assert "s-maxage=0" in visitor.get(f"{LIST}export.csv").headers["Cache-Control"]
    short = visitor.get(f"{LIST}?limit=0")
    assert "s-maxage=0" not in short.headers["Cache-Control"]


class Crowd:
    """Several who ask for one address while Django still works on the first one's answer."""

    def __init__(self, visitor, answer):
        self.visitor = visitor
        self.answer = answer
        self.may_go_on = Event()
        self.asked = 0
        visitor.front.django = self._django
        self.content = visitor.front.content
        self.token = self.content.state().token
        self.renew()

    def renew(self):
        """Begin a new state of the content, which the threads need no database for."""
        state = State(self.token, 0.0, float("inf"))
        state.hosts("80")
        self.content.state = lambda wanted: state
        self.content.still_holds = lambda state: False

    def _django(self, environ, start):
        self.asked += 1
        self.may_go_on.wait(10)
        return self.answer(environ, start)

    def ask(self, count, address="/en/"):
        """Let so many ask; return how many asked Django while the first was at work."""
        self.asked = 0
        self.may_go_on.clear()
        with ThreadPoolExecutor(count) as pool:
            answers = [pool.submit(self.visitor.get, address) for _ in range(count)]
            deadline = time.monotonic() + 0.5
            while self.asked < count and time.monotonic() < deadline:
                time.sleep(0.01)
            at_once = self.asked
            self.may_go_on.set()
            return at_once, [answer.result() for answer in answers]


def answered_for_all(environ, start):
    environ[PUBLIC_FLAG] = True
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"for everybody"]


def answered_for_one(environ, start):
    start("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=b")])
    return [b"for one"]


def test_who_waits_gets_the_answer_even_if_it_is_not_kept(visitor):
    crowd = Crowd(visitor, answered_for_all)
    at_once, answers = crowd.ask(5)
    assert (at_once, crowd.asked) == (1, 1)
    assert {answer.text for answer in answers} == {"for everybody"}


def test_nobody_waits_for_an_answer_that_is_for_one_only(visitor):
    crowd = Crowd(visitor, answered_for_one)
    crowd.ask(1)
    at_once, answers = crowd.ask(5)
    assert at_once == 5
    assert {answer.text for answer in answers} == {"for one"}
    crowd.answer = answered_for_all
    crowd.ask(1)
    crowd.renew()
    at_once, _answers = crowd.ask(5)
    assert at_once == 1, "it is for everybody by now"


def test_the_store_is_bounded(settings, db):
    settings.DELIVERY_STORE_BYTES = 30_000
    visitor = Visitor()
    make_participant()
    for limit in range(1, 60):
        visitor.get(f"{LIST}?limit={limit}")
    store = visitor.front.content.state().store
    assert store.size <= 30_000
    assert store.size == sum(answer.size for answer in store.answers.values())
    assert store.evictions > 0
    visitor.get(f"{LIST}?limit=59")
    assert len(visitor.asked) == 59


def test_what_is_asked_for_stays(settings, db):
    settings.DELIVERY_STORE_BYTES = 30_000
    visitor = Visitor()
    for limit in range(1, 40):
        visitor.get(f"{LIST}?limit={limit}")
        visitor.get(LIST)
    assert visitor.asked.count(f"{LIST}?") == 1


def test_without_a_store_answers_still_have_validators(settings, db):
    settings.DELIVERY_STORE_BYTES = 0
    visitor = Visitor()
    etag = visitor.get("/en/").headers["ETag"]
    assert visitor.get("/en/", if_none_match=etag).status == 304
    assert len(visitor.asked) == 2


def test_an_old_address_with_parameters_still_redirects(visitor):
    from wagtail.contrib.redirects.models import Redirect

    Redirect.objects.create(old_path="/index.php?id=12", redirect_link="/en/")
    for _ in range(2):
        assert visitor.get("/index.php?id=12").status == 301
        assert visitor.get("/index.php?id=13").status in {302, 404}


def test_a_redirect_with_parameters_wins_over_one_without_whatever_was_asked_before(
    visitor, news_index
):
    from wagtail.contrib.redirects.models import Redirect

    article = make_article(news_index)
    Redirect.add_redirect("/index.php?id=5", redirect_to=article)
    Redirect.add_redirect("/index.php", redirect_to=news_index)
    for _ in range(2):
        for query, location in (
            ("?utm_source=mail&id=5", "/en/news/megara-joins/"),
            ("", "/en/news/"),
            ("?utm_source=mail", "/en/news/"),
            ("?ID=5", "/en/news/megara-joins/"),
        ):
            heard = visitor.get(f"/index.php{query}")
            assert (heard.status, heard.headers["Location"]) == (301, location), query


def test_another_spelling_is_led_to_the_kept_page(visitor, news_index):
    for _ in range(2):
        for address, location in (
            ("/en/NEWS/", "/en/news/"),
            ("/en/NEWS/?year=2014", "/en/news/?year=2014"),
            ("/en/NEWS/?utm_source=mail", "/en/news/?utm_source=mail"),
            ("/en/news", "/en/news/"),
        ):
            heard = visitor.get(address)
            assert (heard.status, heard.headers["Location"]) == (301, location), address
    assert visitor.asked.count("/en/NEWS/?") == 1


def test_a_language_that_comes_and_goes_is_told_at_once(visitor, french_home):
    from alliance_pages.models import HomePage

    assert visitor.get("/fr/").status == 200
    french_home.unpublish()
    heard = visitor.get("/fr/")
    assert (heard.status, heard.headers["Location"]) == (302, "/en/")
    HomePage.objects.get(pk=french_home.pk).save_revision().publish()
    assert visitor.get("/fr/").status == 200


def test_cross_origin_readers_share_the_answer(visitor):
    plain = visitor.get(LIST)
    foreign = visitor.get(LIST, origin="https://app.example.org")
    assert plain.headers["Access-Control-Allow-Origin"] == "*"
    assert foreign.headers == plain.headers


READABLE = {"Content-Disposition", "ETag", "Link", "Retry-After", "X-Request-ID"}


def test_cross_origin_readers_may_read_the_validator_of_every_answer(visitor):
    plain = visitor.get(LIST)
    unchanged = visitor.get(LIST, if_none_match=plain.headers["ETag"])
    refused = visitor.get(f"{LIST}?contry=GR")
    assert [plain.status, unchanged.status, refused.status] == [200, 304, 400]
    for answer in (plain, unchanged, refused):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) == READABLE

"""What docs/api.md says of the fields is what the API answers, and what it shows as examples.

So are the examples of docs/frontend.md.

Each table of fields is compared with real answers in both directions, with types.
"""

import json
import re
import shlex
from collections import defaultdict
from itertools import chain
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from wagtail.documents import get_document_model

from alliance_pages.models import HomePage, StandardPage
from cms.delivery.outbox.changes import take_changes
from participants.models import CreditedImage, MembershipEvent, Status
from participants.values.fields import clean_rich_text
from tests.cms.project.test_docs import API, FRONTEND, HEADING, names_in, rows
from tests.factories import make_page, make_participant

pytestmark = pytest.mark.django_db

LANGUAGES = {"en", "fr"}
# Sections with tables that others lead to as well.
NOT_SHAPES = {
    *("fields-of-a-participant", "open-data-files", "previews", "sending-an-application"),
    *("page-types", "summary-of-articles", "what-is-at-a-path", "what-surrounds-every-page"),
    *("what-has-changed", "the-lists-of-a-page", "searching-everything", "suggestions"),
    *("the-finder", "a-past-day", "a-profile", "summary"),
}
ELEMENTS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b([^>]*)>")


@pytest.fixture(scope="module")
def loaded(demonstrated, django_db_blocker):
    """Have the demonstration content once, with a document, blocks and an alias that it lacks."""
    with django_db_blocker.unblock(), transaction.atomic():
        add_what_is_missing()
        take_changes()  # begins their log
        yield Client(headers={"host": "localhost:8000"})
        transaction.set_rollback(True)


def add_what_is_missing():
    document = get_document_model().objects.create(
        title="Minutes", file=ContentFile(b"%PDF-1.4", "minutes.pdf")
    )
    document.tags.add("council")
    body = [
        ("heading", "Aims"),
        ("paragraph", f'<p><a linktype="document" id="{document.pk}">Minutes</a></p>'),
        ("image", {"image": CreditedImage.objects.first(), "caption": ""}),
        ("fact", {"label": "Staff", "text": "Seven"}),
        ("quote", {"text": "Well said", "attribution": "Somebody, mayor"}),
    ]
    home = HomePage.objects.get(locale__language_code="en")
    page = make_page(StandardPage, home, title="Documents", body=body)
    page.create_alias(update_slug="copy-of-documents", parent=home)


# The tables


def tables():
    """Return the rows of the tables below each heading, up to the next one, by its fragment."""
    text = API.read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    ends = [match.start() for match in headings[1:]] + [len(text)]
    return {
        re.sub(r"[^\w\- ]", "", match[1].lower()).replace(" ", "-"): rows(text[match.end() : end])
        for match, end in zip(headings, ends, strict=True)
    }


TABLES = tables()


def documented_fields(fragment, *, listed=False):
    """Return the types of the fields of a table by name; listed: those that a list has."""
    found = {}
    for row in TABLES[fragment]:
        if len(row) == 4 and (not listed or row[1] == "yes"):
            found[names_in(row[0])[0]] = row[2]
        elif len(row) == 3:
            found[names_in(row[0])[0]] = row[1]
    assert found, fragment
    return found


# Answers against tables

PRIMITIVES = {
    "text": lambda value: isinstance(value, str) and value and not TAG.search(value),
    "text or empty": lambda value: isinstance(value, str) and not TAG.search(value),
    "HTML": lambda value: isinstance(value, str) and is_clean_html(value),
    "HTML or empty": lambda value: isinstance(value, str) and (not value or is_clean_html(value)),
    "code": lambda value: re.fullmatch(r"[a-z][a-z_]*", value),
    "slug": lambda value: re.fullmatch(r"[\w-]+", value),
    "language": LANGUAGES.__contains__,
    "url": lambda value: re.match(r"https?://[^/\s]+/?", value),
    "url or empty": lambda value: not value or re.match(r"https?://[^/\s]+/?", value),
    "path": lambda value: value.startswith("/"),
    "time": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value),
    "day": lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", value),
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) in {int, float},
    "boolean": lambda value: type(value) is bool,
    "object": lambda value: isinstance(value, dict),
}


def is_clean_html(value):
    tags = TAG.findall(value)
    names = [re.sub(r'="[^"]*"', " ", text) for _, text in tags]
    attributes = {name for text in names for name in text.strip("/ ").split()}
    links = re.findall(r'href="([^"]*)"', value)
    return (
        tags
        and {name for name, _ in tags} <= ELEMENTS
        and attributes <= {"href", "data-type", "data-id"}
        and all(re.match(r"https?://|mailto:|tel:", link) for link in links)
    )


class Comparison:
    """Compare answers with what is documented; remembers the shapes and fields that were seen."""

    def __init__(self):
        self.shapes = set()

    def check(self, value, kind, where):
        if kind.endswith(" or `null`"):
            if value is None:
                return
            kind = kind.removesuffix(" or `null`")
        if kind.startswith("list of "):
            assert isinstance(value, list), where
            for item in value:
                self.check(item, kind.removeprefix("list of "), f"{where}[]")
        elif by := re.match(r"by (language|code): ", kind):
            assert value if by[1] == "code" else value.keys() <= LANGUAGES, where
            for item in value.values():
                self.check(item, kind.removeprefix(by[0]), where)
        elif link := re.fullmatch(r"\[[^]]+\]\(#([\w-]+)\)(.*)", kind):
            self.check_shape(value, link[1], link[2], where)
        else:
            assert value is not None, (where, kind)
            assert PRIMITIVES[kind](value), (where, kind, value)

    def check_shape(self, value, fragment, variant, where):
        self.shapes.add(fragment)
        if fragment == "blocks-of-a-body":
            kinds = {names_in(name)[0]: kind for name, kind in TABLES[fragment]}
            assert value.keys() == {"type", "id", "value"}, where
            self.check(value["id"], "text or `null`", where)
            self.check(value["value"], kinds[value["type"]], f"{where} {value['type']}")
            return
        fields = documented_fields(fragment)
        if fragment == "picture":
            fields |= documented_fields("image")
        if left_out := re.fullmatch(r", without `(\w+)`", variant):
            del fields[left_out[1]]
        if translated := re.fullmatch(r", `(\w+)` by language", variant):
            fields[translated[1]] = f"by language: {fields[translated[1]]}"
        self.check_object(value, fields, where)

    def check_object(self, value, fields, where):
        """Compare an object; a name such as "meta.type" or "themes[].slug" goes into it."""
        below = defaultdict(dict)
        direct = {}
        for name, kind in fields.items():
            head, dot, rest = name.partition(".")
            if dot:
                below[head][rest] = kind
            else:
                direct[name] = kind
        names = direct.keys() | {head.removesuffix("[]") for head in below}
        assert value.keys() == names, (where, value.keys() ^ names)
        for name, kind in direct.items():
            self.check(value[name], kind, f"{where}.{name}")
        for head, inner in below.items():
            name = head.removesuffix("[]")
            items = value[name] if head.endswith("[]") else [value[name]]
            for item in items:
                self.check_object(item, inner, f"{where}.{head}")


@pytest.fixture
def get(loaded):
    def answer(path):
        response = loaded.get(f"/api/v2/{path}")
        assert response.status_code == 200, (path, response.content)
        return json.loads(b"".join(response) if response.streaming else response.content)

    return answer


def page_fields(kind, *, listed=False):
    [own] = [names_in(row[1]) for row in TABLES["page-types"] if names_in(row[0]) == [kind]]
    shared = documented_fields("page-types", listed=listed)
    kinds = documented_fields("own-fields-of-pages")
    return shared if listed else shared | {name: kinds[name] for name in own}


def test_comparison_finds_what_is_not_documented_and_what_is_not_answered():
    country = {"code": "GR", "name": "Greece"}
    kind = "[country](#country)"
    Comparison().check(country, kind, "")
    for wrong in (country | {"flag": "x"}, {"code": "GR"}, country | {"name": "<b>Greece</b>"}):
        with pytest.raises(AssertionError):
            Comparison().check(wrong, kind, "")
    unclean = '<p onclick="x">A</p>'
    for value, primitive in (
        (unclean, "HTML"),
        ("<script>", "HTML"),
        ("", "text"),
        (None, "text"),
        (True, "integer"),
    ):
        with pytest.raises(AssertionError):
            Comparison().check(value, primitive, "")


def test_every_field_is_documented_with_its_type(get, loaded):
    seen = Comparison()
    for locale in sorted(LANGUAGES):
        for item in get(f"participants/?limit=100&locale={locale}")["items"]:
            listed = documented_fields("fields-of-a-participant", listed=True)
            seen.check_object(item, listed, "participants")
            full = get(f"participants/{item['id']}/?locale={locale}")
            seen.check_object(full, documented_fields("fields-of-a-participant"), item["slug"])
        summary = documented_fields("summary")
        seen.check_object(get(f"participants/summary/?locale={locale}"), summary, "summary")
        surroundings = documented_fields("what-surrounds-every-page")
        seen.check_object(get(f"site/?locale={locale}"), surroundings, "site")
        found = get(f"search/?q=strasburg&locale={locale}")
        seen.check_object(found, documented_fields("what-is-found"), "search")
    articles = get("pages/summary/?type=alliance_pages.NewsArticlePage")
    seen.check_object(articles, documented_fields("summary-of-articles"), "summary of articles")
    kinds = set()
    for item in chain(
        get("pages/?limit=100")["items"], get("pages/?limit=100&offset=100")["items"]
    ):
        kind = item["meta"]["type"]
        kinds.add(kind)
        seen.check_object(item, page_fields(kind, listed=True), kind)
        seen.check_object(get(f"pages/{item['id']}/"), page_fields(kind), kind)
    assert kinds == {names_in(row[0])[0] for row in TABLES["page-types"] if len(row) == 2}
    for name, fragment in (("images", "an-image"), ("documents", "a-document")):
        items = get(f"{name}/?limit=100")["items"]
        assert items
        for item in items:
            listed = documented_fields(f"fields-of-{fragment}", listed=True)
            seen.check_object(item, listed, name)
            full = get(f"{name}/{item['id']}/")
            seen.check_object(full, documented_fields(f"fields-of-{fragment}"), name)
    check_files(get, seen)
    check_paths(loaded, seen)
    check_changes(get, seen)
    check_mergers(get, seen)
    assert shapes_named() - NOT_SHAPES == seen.shapes


def check_changes(get, seen):
    begins = get("changes/")["meta"]["next"]
    make_participant("told")
    make_page(StandardPage, HomePage.objects.first(), title="Told")
    while take_changes():
        pass
    items = get(f"changes/?limit=100&since={begins}")["items"]
    assert {item["locale"] for item in items} >= {None, "en"}
    for item in items:
        seen.check_object(item, documented_fields("what-has-changed"), item["type"])


def check_mergers(get, seen):
    merged, successor = make_participant("merged"), make_participant("successor")
    merged.events.add(MembershipEvent(kind="merged", successor=successor, sort_order=9))
    merged.save_revision().publish()
    told = get(f"participants/{merged.pk}/")
    seen.check_object(told, documented_fields("fields-of-a-participant"), "merged")


def shapes_named():
    """Return the fragments of the shapes that types lead to."""
    cells = " ".join(cell for table in TABLES.values() for row in table for cell in row)
    linked = set(re.findall(r"\]\(#([\w-]+)\)", cells))
    return {name for name in linked if {len(row) for row in TABLES[name]} & {2, 3}}


def check_files(get, seen):
    file = get("participants/export.json")
    head = documented_fields("head-of-a-file")
    points = get("participants/export.geojson")["meta"]
    seen.check_object(points, head, "geojson")
    del head["without_position"]
    seen.check_object(file["meta"], head, "export.json")
    assert file["items"]
    for item in file["items"]:
        seen.check_object(item, documented_fields("items-of-exportjson"), item["slug"])


def check_paths(client, seen):
    for path in ("/en/", "/fr/", "/en/participants/megara/", "/en/participants/feed/"):
        answer = resolved(client, path, 200)
        seen.check_object(answer, documented_fields("what-is-shown-at-a-path"), path)
        fields = "fields-of-a-participant" if answer["kind"] == "participant" else None
        kind = answer["item"]["meta"]["type"]
        seen.check_object(
            answer["item"], documented_fields(fields) if fields else page_fields(kind), path
        )
    for path in ("/EN/News", "/", "/en/page/149-x.html"):
        answer = resolved(client, path, 200)
        seen.check_object(answer, documented_fields("where-a-path-leads"), path)
    for path in ("/en/nowhere/", "/en/megara/"):
        answer = resolved(client, path, 404)
        seen.check_object(answer, documented_fields("where-nothing-is"), path)


def resolved(client, path, status):
    response = client.get("/api/v2/resolve/", {"path": path})
    assert response.status_code == status, path
    return response.json()


def test_a_text_is_given_as_it_was_written_and_html_is_cleaned(api):
    participant = make_participant(
        "place-of-a-test", name_local="A < B & <b>C</b>", website="https://example.org/?a=1&b=2"
    )
    text = participant.texts.get(locale__language_code="en")
    text.summary = '<p onclick="x">A &amp; B <script>x</script><h2>C</h2></p>'
    text.save()
    answer = api(f"participants/{participant.pk}/")[1]
    assert answer["name_local"] == "A < B & <b>C</b>"
    assert answer["website"] == "https://example.org/?a=1&b=2"
    assert is_clean_html(answer["summary"])
    assert "script" not in answer["summary"]


def test_html_consists_of_the_documented_elements():
    everything = "".join(
        f"<{name}>x</{name}>" for name in [*sorted(ELEMENTS - {"br"}), "h2", "img"]
    )
    found = {name for name, _ in TAG.findall(clean_rich_text(f"{everything}<br/>"))}
    assert found == ELEMENTS
    sentence = re.search(r"consists of (.*?)\. An", API.read_text(encoding="utf-8"), re.DOTALL)
    assert set(re.findall(r"`(\w+)`", sentence[1])) == ELEMENTS


# Their codes are for programs alone.
WITHOUT_LABELS = {
    *("what-is-shown-at-a-path", "where-a-path-leads", "where-nothing-is"),
    "nearest-address",
    "feed",  # each has a title
    *("a-profile", "the-finder"),  # each has a title or a label
    "what-has-changed",
}


def test_every_code_has_a_label_in_both_languages(get):
    documented = {
        code
        for heading, table in TABLES.items()
        if heading not in WITHOUT_LABELS
        for row in table
        if len(row) > 2
        and row[-2].startswith("code")
        and not re.search(r"\b(see|as in)\b", row[-1])
        for code in names_in(row[-1].partition(";")[0])
    }
    [kinds] = (row[1] for row in TABLES["parameters-of-the-list"] if row[0] == "`kind`")
    documented |= set(names_in(kinds))
    assert {"city", "self_declared", "merged", "hosted_by", "call", "mayor", "day"} <= documented
    documented |= {names_in(row[0])[0] for row in TABLES["blocks-of-a-body"]}
    documented |= {names_in(row[0])[0] for row in TABLES["page-types"] if len(row) == 2}
    documented |= {*Status.by_name(), "unconfirmed"}
    texts = {}
    for locale in sorted(LANGUAGES):
        labels = get(f"site/?locale={locale}")["labels"]
        assert documented - {code for group in labels.values() for code in group} == set()
        texts[locale] = labels
    assert texts["en"]["kind"]["city"] == "city"
    assert texts["fr"]["kind"]["city"] == "ville"
    same = {name for name, group in texts["en"].items() if group == texts["fr"][name]}
    assert same <= {"service"}


# Examples


def examples():
    """Return the commands of the console blocks that ask the public API, with what is printed."""
    found = []
    text = "".join(path.read_text(encoding="utf-8") for path in (API, FRONTEND))
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        commands = re.split(r"^(?:\$ )?(?=curl )", block.replace("\\\n", " "), flags=re.MULTILINE)
        for command in commands[1:]:
            line, _, printed = command.partition("\n")
            if "http://localhost:8000/api/v2/" in line:
                printed = "\n".join(
                    line for line in printed.splitlines() if not line.startswith(("#", "$"))
                )
                found.append((shlex.split(line), printed))
    return found


def ask(client, words):
    """Send what a curl command line sends."""
    words = [word for word in words[1:] if word not in {"-L", "-i", "-s"}]
    options = defaultdict(list)
    addresses = []
    while words:
        word = words.pop(0)
        if word in {"-H", "-d", "-F"}:
            options[word].append(words.pop(0))
        else:
            assert not word.startswith("-"), word
            addresses.append(word)
    [address] = addresses
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = dict(header.split(": ", 1) for header in options["-H"])
    if not options["-d"]:
        return client.get(path, headers=headers)
    [file] = options["-d"]
    content_type = headers.pop("Content-Type")
    return client.post(path, documents()[file], content_type=content_type, headers=headers)


def documents():
    """Return the printed JSON documents by the name that the commands send them under."""
    text = API.read_text(encoding="utf-8")
    blocks = re.findall(
        r"`(\w+\.json)`[^`]*?\n\n```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    )
    return {f"@{name}": document for name, document in blocks}


def pattern(printed):
    """Return what an answer must match: … stands for whatever is left out."""
    joined = re.sub(r"\n\s*", "", printed.strip())
    return re.compile(".*".join(re.escape(part) for part in joined.split("…")), re.DOTALL)


def test_pattern_leaves_out_what_is_left_out_and_nothing_else():
    assert pattern('{"a":1,\n "b":"…"}').fullmatch('{"a":1,"b":"any"}')
    assert not pattern('{"a":1,"b":"…"}').fullmatch('{"a":2,"b":"any"}')
    assert not pattern('{"a":1}').fullmatch('{"a":1,"b":2}')


def test_examples_are_what_the_api_answers(loaded):
    compared = 0
    for words, printed in examples():
        if "-F" in words:
            continue
        response = ask(loaded, words)
        body = (b"".join(response) if response.streaming else response.content).decode()
        assert response.status_code < 400 or printed, (words, body)
        if printed:
            assert pattern(printed).fullmatch(body.replace("\r\n", "\n")), (words, body)
            compared += 1
    assert compared >= 10

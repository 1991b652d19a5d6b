"""Pictures of answers and pages: the same sources, however many there are, and no file is read."""

import re
from html import unescape

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from cms.delivery.scheduled_tasks import ScheduledTasks
from participants.models import CreditedImage
from participants.registry.pictures.making import make_missing
from tests.factories import make_article, make_image, make_participant, picture_file

pytestmark = pytest.mark.django_db

SOURCE = re.compile(r'<source type="([^"]+)" srcset="([^"]+)" sizes="([^"]+)">')
HOST = re.compile(r"http://[a-z]+(?=/)")


def focus(x, y):
    point = {"x": x, "y": y, "width": 40, "height": 40}
    return {f"focal_point_{name}": value for name, value in point.items()}


def picture_of(api, participant):
    return api(f"participants/{participant.pk}/")[1]["image"]


def test_sources_have_full_addresses_that_are_served(api, client):
    participant = make_participant("megara", image=make_image(file=picture_file("a.jpg")))
    make_missing()
    image = picture_of(api, participant)
    kinds = ["image/avif", "image/webp", "image/jpeg"]
    assert [source["type"] for source in image["sources"]] == kinds
    for source in image["sources"]:
        candidates = [candidate.split(" ") for candidate in source["srcset"].split(", ")]
        assert [width for _url, width in candidates] == ["160w", "240w", "320w", "480w", "640w"]
        for url, _width in candidates:
            answer = client.get(HOST.sub("", url))
            assert (answer.status_code, answer["Content-Type"]) == (200, source["type"])
    assert image["url"] in image["sources"][1]["srcset"]
    assert image["sizes"] == "(max-width: 640px) 100vw, 640px"
    assert image["placeholder"] == "#1d3f6d"  # a JPEG is not exact


def test_what_has_not_been_made_is_left_out_and_the_picture_is_there(api):
    participant = make_participant("megara", image=make_image())
    image = picture_of(api, participant)
    # The one that stands alone is the largest of its format.
    assert [source["srcset"] for source in image["sources"]] == [f"{image['url']} 640w"]
    assert (image["width"], image["height"]) == (640, 400)
    assert (image["thumbnail"]["width"], image["thumbnail"]["height"]) == (480, 300)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ({}, None),
        (focus(160, 100), {"x": 0.25, "y": 0.25}),
        (focus(0, 400), {"x": 0.0, "y": 1.0}),
        (focus(9_000, 1), {"x": 1.0, "y": 0.0025}),
    ],
)
def test_focal_point_is_a_fraction(api, marked, expected):
    participant = make_participant("megara", image=make_image(**marked))
    assert picture_of(api, participant)["focal_point"] == expected


def test_file_that_cannot_be_read_costs_its_own_picture_alone(api, client, news_index):
    broken, fine = make_image("broken"), make_image("fine")
    body = [("image", {"image": broken, "caption": ""}), ("image", {"image": fine, "caption": ""})]
    article = make_article(news_index, lead_image=broken, body=body)
    make_participant("broken", image=broken)
    make_participant("fine", image=fine)
    make_missing()
    broken.renditions.all().delete()
    with broken.file.storage.open(broken.file.name, "wb") as file:
        file.write(b"torn")
    items = api("participants/", fields="slug,image")[1]["items"]
    shown = {item["slug"]: item["image"] for item in items}
    assert len(shown["fine"]["sources"]) == 3
    # The original stands in, for whoever looks after it and for those who read alternative texts.
    unread = shown["broken"]
    assert HOST.sub("", unread["url"]) == HOST.sub("", unread["thumbnail"]["url"])
    assert HOST.sub("", unread["url"]) == broken.file.url
    assert (unread["width"], unread["sources"], unread["alt"]) == (640, [], "A map")
    page = api(f"pages/{article.pk}/")[1]
    pictures = [page["lead_image"], *(block["value"] for block in page["body"])]
    assert [len(picture["sources"]) for picture in pictures] == [0, 0, 3]
    images = {image["title"]: image["rendition"] for image in api("images/")[1]["items"]}
    assert {title: len(image["sources"]) for title, image in images.items()} == {
        "broken": 0,
        "fine": 3,
    }
    for address in (article.url, news_index.url, "/en/"):
        assert "not-found" in client.get(address).content.decode()


def test_private_collection_shows_no_sources(api):
    image = make_image()
    participant = make_participant("megara", image=image)
    make_missing()
    assert picture_of(api, participant)["sources"]
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    CreditedImage.objects.filter(pk=image.pk).update(collection=collection)
    assert picture_of(api, participant) is None


@pytest.mark.usefixtures("participant_index")
@pytest.mark.parametrize("count", [2, 8])
def test_lists_read_no_file_and_ask_as_often_at_any_size(
    api, at_most, monkeypatch, news_index, count
):
    for place in range(count):
        image = make_image(str(place))
        participant = make_participant(f"place-{place}", image=image)
        make_article(
            news_index,
            f"News {place}",
            lead_image=image,
            participants=[participant],
            body=[("image", {"image": image, "caption": ""})],
        )
    make_missing(turn=60)
    monkeypatch.delattr(FileSystemStorage, "_open")
    articles = {"type": "alliance_pages.NewsArticlePage"}
    for path, chosen, most in (
        ("participants/", {}, 12),
        ("pages/", articles, 20),
        ("images/", {}, 8),
    ):
        api(path, fields="*", limit=20, **chosen)  # asks what is kept for a version
        with at_most(most):
            _status, answer = api(path, fields="*", limit=20, **chosen)
        pictures = re.findall(r"'srcset': '([^']+)'", str(answer))
        assert len(pictures) >= 3 * count, path


def printed(html):
    return [tuple(map(unescape, found)) for found in SOURCE.findall(html)]


def as_printed(image):
    return [
        (source["type"], HOST.sub("", source["srcset"]))
        for source in (image["sources"] if image else [])
    ]


def test_pages_print_the_sources_that_the_api_gives(api, client, participant_index, news_index):
    lead, inside, seat = make_image("lead"), make_image("inside"), make_image("seat")
    body = [("image", {"image": inside, "caption": "Inside"})]
    article = make_article(news_index, lead_image=lead, body=body)
    participant = make_participant("megara", image=seat)
    make_missing()
    page = api(f"pages/{article.pk}/")[1]
    expected = as_printed(page["lead_image"]) + as_printed(page["body"][0]["value"])
    found = printed(client.get(article.url).content.decode())
    assert [(kind, srcset) for kind, srcset, _sizes in found] == expected
    assert len(expected) == 6
    assert all("100vw" in sizes for _kind, _srcset, sizes in found)
    profile = client.get("/en/participants/megara/").content.decode()
    expected = as_printed(picture_of(api, participant))
    assert [(kind, srcset) for kind, srcset, _sizes in printed(profile)] == expected
    assert 'alt="A map"' in profile
    assert 'fetchpriority="high"' in profile


@pytest.mark.parametrize("count", [1, 6])
def test_page_asks_as_often_however_many_pictures_it_has(client, at_most, news_index, count):
    images = [make_image(str(place)) for place in range(count)]
    body = [("image", {"image": image, "caption": ""}) for image in images]
    article = make_article(news_index, lead_image=make_image("lead"), body=body)
    make_missing(turn=60)
    client.get(article.url)
    CreditedImage.objects.update(author="Somebody Else")
    with at_most(25):
        page = client.get(article.url).content.decode()
    assert len(printed(page)) == 3 * (count + 1)


def test_the_deliverer_makes_them():
    image = make_image()
    tasks = ScheduledTasks()
    [task] = [task for task in tasks.due(timezone.now()) if task.name == "renditions"]
    tasks.do(task)
    assert CreditedImage.objects.get(pk=image.pk).renditions.count() == 16

"""Renditions: in several formats and widths, never above the original, made beforehand."""

import io
import logging

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db.models import QuerySet
from PIL import Image as PillowImage

from participants.models import CreditedImage
from participants.models.image import FAILED, TO_BE_MADE
from participants.registry.pictures.making import (
    EDITION,
    make_missing,
    make_renditions,
    retry_failed,
    start_anew,
)
from participants.registry.pictures.renditions import (
    FULL,
    THUMBNAIL,
    filters_of,
    renditions_alone,
    sources_of,
)
from tests.factories import make_image

pytestmark = pytest.mark.django_db


def drawn(size, name="map.png", mode="RGB", colour="#1c3f6e", **options):
    """Return a file with a picture of one colour."""
    buffer = io.BytesIO()
    kind = {"jpg": "JPEG"}.get(name[-3:], name.rpartition(".")[2].upper())
    PillowImage.new(mode, size, colour).save(buffer, format=kind, **options)
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def made(size, name="map.png", **options):
    image = make_image(file=drawn(size, name, **options))
    make_renditions(image)
    return stored(image)


def stored(image):
    """Return an image as it is now; to refresh it would read its file."""
    return CreditedImage.objects.get(pk=image.pk)


def small(title="Map"):
    return make_image(title, file=drawn((200, 120)))


def widths(image):
    return {
        source.type: [rendition.width for rendition in source.renditions]
        for source in sources_of(image)
    }


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((9_000, 4_500), [320, 480, 640, 960, 1280, 1600]),
        ((1_600, 900), [320, 480, 640, 960, 1280, 1600]),
        ((1_500, 2_000), [240, 320, 480, 640, 960, 1200]),
        ((700, 500), [160, 240, 320, 480, 640, 700]),
        ((320, 200), [160, 240, 320]),
        ((100, 4_000), [40]),
        ((1, 1), [1]),
    ],
)
def test_widths_end_with_the_original_or_with_the_largest(size, expected):
    width, height = size
    image = CreditedImage(file="original_images/a.jpg", width=width, height=height)
    _alone, *formats = filters_of(image)
    assert len(formats) == 3
    for filters in formats:
        assert [made.get_transform(image).size[0] for made in filters] == expected


@pytest.mark.parametrize(("size", "expected"), [((400, 250), [160, 240, 320, 400]), ((1, 1), [1])])
def test_renditions_are_never_above_the_original(size, expected):
    kinds = ["image/avif", "image/webp", "image/jpeg"]
    assert widths(made(size, "photo.jpg")) == dict.fromkeys(kinds, expected)


@pytest.mark.parametrize(
    ("name", "own"),
    [("a.png", "image/png"), ("a.jpg", "image/jpeg"), ("a.gif", "image/png"), ("a.webp", None)],
)
def test_own_kind_stands_last(name, own):
    kinds = [source.type for source in sources_of(made((300, 200), name))]
    assert kinds == ["image/avif", "image/webp", *([own] if own else [])]


@pytest.mark.parametrize("name", ["a.png", "a.gif"])
def test_what_can_be_seen_through_stays_so(name):
    mode = "RGBA" if name == "a.png" else "P"
    options = {} if name == "a.png" else {"transparency": 0}
    colour = (0, 0, 0, 0) if name == "a.png" else 0
    image = made((400, 300), name, mode=mode, colour=colour, **options)
    for source in sources_of(image):
        for rendition in source.renditions:
            with rendition.file.open() as file, PillowImage.open(file) as picture:
                assert picture.get_format_mimetype() == source.type
                assert picture.convert("RGBA").getpixel((0, 0))[3] == 0
    assert image.placeholder == "#ffffff"


@pytest.mark.parametrize("mode", ["L", "LA", "CMYK", "I;16", "1", "P"])
def test_every_kind_of_pixel_is_read(mode):
    name = "a.jpg" if mode == "CMYK" else "a.png"
    image = made((300, 200), name, mode=mode, colour=None)
    assert image.rendition_edition == EDITION
    assert len(sources_of(image)) == 3
    # Of sixteen bits nobody makes fewer; the picture has no placeholder then.
    assert len(image.placeholder) == (0 if mode == "I;16" else 7)


def test_placeholder_is_the_colour_that_most_has():
    buffer = io.BytesIO()
    picture = PillowImage.new("RGB", (100, 100), "#204060")
    picture.paste("#ff0000", (0, 0, 30, 100))
    picture.save(buffer, format="PNG")
    image = make_image(file=ImageFile(buffer, name="a.png"))
    red, green, blue = (int(image.placeholder[place : place + 2], 16) for place in (1, 3, 5))
    assert abs(red - 0x20) + abs(green - 0x40) + abs(blue - 0x60) < 12


def test_nothing_is_made_twice_and_new_ones_come_first(monkeypatch):
    images = [small(str(place)) for place in range(3)]
    begun = []
    create = CreditedImage.create_rendition

    def watched(image, wanted):
        begun.append(image.pk)
        return create(image, wanted)

    monkeypatch.setattr(CreditedImage, "create_rendition", watched)
    assert make_missing() == 3
    assert list(dict.fromkeys(begun)) == [image.pk for image in reversed(images)]
    begun.clear()
    assert make_missing() == 0
    start_anew()
    assert make_missing() == 3
    assert begun == []


def test_command_makes_what_is_missing_and_with_all_what_was_lost(capsys):
    image = small()
    call_command("make_renditions")
    assert capsys.readouterr().out == "Pictures: 1\n"
    stored(image).renditions.all().delete()
    call_command("make_renditions")
    assert capsys.readouterr().out == "Pictures: 0\n"
    call_command("make_renditions", "--all")
    assert capsys.readouterr().out == "Pictures: 1\n"
    assert len(sources_of(stored(image))) == 3


def test_turn_ends(db):
    small()
    assert make_missing(turn=0) == 0
    assert make_missing() == 1


def test_file_that_cannot_be_read_is_left_and_tried_again(caplog):
    image = small()
    name, storage = image.file.name, image.file.storage
    with image.file.open() as file:
        content = file.read()
    storage.delete(name)
    fine = small("fine")
    with caplog.at_level(logging.WARNING):
        assert make_missing() == 2
    assert f"Picture {image.pk} cannot" in caplog.text
    assert (stored(image).rendition_edition, stored(fine).rendition_edition) == (FAILED, EDITION)
    assert make_missing() == 0
    storage.save(name, ContentFile(content))
    retry_failed()
    image = stored(image)
    assert image.rendition_edition == EDITION
    assert len(sources_of(image)) == 3


@pytest.mark.parametrize("keep", [0, 40, 2_000])
def test_torn_file_fails_alone(keep):
    whole = drawn((900, 600), "a.jpg", quality=95).read()
    image = make_image()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(whole[:keep])
    make_renditions(image)
    image = stored(image)
    assert image.rendition_edition == FAILED
    assert sources_of(image) == []


def test_another_file_or_focus_is_made_anew():
    image = made((300, 200))
    image.author = "Somebody Else"
    image.save()
    assert image.rendition_edition == EDITION
    image.focal_point_x = image.focal_point_y = 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    assert image.rendition_edition == TO_BE_MADE
    make_missing()
    image = stored(image)
    image.file = drawn((200, 100))
    image.save()
    assert image.rendition_edition == TO_BE_MADE
    assert sources_of(stored(image)) == []
    make_missing()
    assert widths(stored(image))["image/webp"] == [160, 200]


def test_file_that_is_replaced_meanwhile_leaves_no_renditions_of_the_former():
    former = make_image(file=drawn((500, 400)))
    newer = stored(former)
    newer.file = drawn((300, 200))
    newer.save()
    # The former file is still there while its renditions are being made.
    make_renditions(former)
    newer = stored(former)
    assert (newer.rendition_edition, sources_of(newer)) == (TO_BE_MADE, [])
    make_missing()
    newer = stored(former)
    assert newer.get_rendition(FULL).width == 300


@pytest.mark.parametrize("count", [1, 6])
def test_prefetched_sources_cost_nothing(django_assert_num_queries, count):
    for place in range(count):
        make_renditions(small(str(place)))
    images = list(CreditedImage.objects.prefetch_related("renditions"))
    with django_assert_num_queries(0):
        assert all(len(sources_of(image)) == 3 for image in images)


@pytest.mark.parametrize("storing", ["get_or_create", "bulk_create"])
def test_of_two_readers_who_make_them_at_once_both_are_given_the_same(monkeypatch, storing):
    image = make_image(file=drawn((800, 600)))
    CreditedImage.objects.get(pk=image.pk).renditions.all().delete()
    caches["default"].clear()
    others = []

    def first_the_other(*given, **named):
        if not others:
            others.append(None)
            others[:] = [renditions_alone(stored(image))]
        return store(*given, **named)

    store = getattr(QuerySet, storing)
    monkeypatch.setattr(QuerySet, storing, first_the_other)
    mine = renditions_alone(stored(image))
    monkeypatch.undo()
    kept = {made.filter_spec: made.file.name for made in image.renditions.all()}
    for found in (mine, *others):
        assert {spec: made.file.name for spec, made in found.items()} == {
            spec: kept[spec] for spec in (FULL, THUMBNAIL)
        }

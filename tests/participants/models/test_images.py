"""Images: their rights are asked for at the door, and what a camera adds stays outside."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image as PillowImage
from PIL.PngImagePlugin import PngInfo
from wagtail.images.forms import get_image_form

from participants.models import CreditedImage
from participants.registry.pictures.making import make_renditions
from tests.factories import make_image, picture_file

pytestmark = pytest.mark.django_db

RIGHTS = {
    "author": "Somebody",
    "licence": "CC-BY-4.0",
    "source": "https://example.org/",
    "alternative_texts_en": "A town hall",
    "alternative_texts_fr": "Un hôtel de ville",
}


def upload(**fields):
    picture = SimpleUploadedFile("town.png", picture_file().read(), "image/png")
    return {
        "title": "Town hall",
        "file": picture,
        "collection": "1",
        "tags": "",
        **RIGHTS,
        **fields,
    }


def photograph(name: str = "photo.jpg") -> ImageFile:
    """Return a photograph turned on its side, with the position and the camera it came from."""
    exif = PillowImage.Exif()
    exif[0x010F] = "CanaryCam"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (38.0, 0.0, 0.0)
    buffer = io.BytesIO()
    kind = "AVIF" if name.endswith(".avif") else "JPEG"
    PillowImage.new("RGB", (400, 300), "#888").save(buffer, format=kind, exif=exif)
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def test_upload_with_rights_is_accepted(admin_client):
    response = admin_client.post(reverse("wagtailimages:add"), upload())
    assert response.status_code == 302, response.context_data["form"].errors
    image = CreditedImage.objects.get()
    assert image.alternative_texts == {"en": "A town hall", "fr": "Un hôtel de ville"}
    assert image.credit == "© Somebody · CC BY 4.0"


@pytest.mark.parametrize("name", ["author", "licence", "source", "alternative_texts_en"])
def test_upload_without_a_right_is_refused_at_its_field(admin_client, name):
    response = admin_client.post(reverse("wagtailimages:add"), upload(**{name: ""}))
    field = name.removesuffix("_en")
    assert field in response.context_data["form"].errors
    assert not CreditedImage.objects.exists()


def test_every_language_has_its_alternative_text():
    image = make_image(alternative_texts={"en": "A map", "fr": "Une carte"})
    with override("fr"):
        assert image.default_alt_text == "Une carte"
    image.alternative_texts.pop("fr")
    with override("fr"):
        assert image.default_alt_text == "A map"


def test_form_shows_one_input_per_language(admin_client):
    form = get_image_form(CreditedImage)(instance=make_image())
    text = str(form["alternative_texts"])
    assert 'value="A map"' in text
    assert 'lang="fr"' in text


@pytest.mark.parametrize("name", ["photo.jpg", "photo.avif"])
def test_camera_and_position_are_removed(name):
    image = make_image(file=photograph(name))
    make_renditions(image)
    for picture in (image, image.get_rendition("original"), *image.renditions.all()):
        with picture.file.open() as stored, PillowImage.open(stored) as opened:
            assert not opened.getexif()
    with image.file.open() as stored:
        assert b"CanaryCam" not in stored.read()
    assert (image.width, image.height) == (300, 400)


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="38,0N" CanaryCam="yes"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


def saved(name: str, pictures=1, **options) -> ImageFile:
    """Return pictures of 40 by 30 pixels in one file."""
    buffer = io.BytesIO()
    first, *others = [
        PillowImage.effect_noise((40, 30), 40 + 20 * place).convert("RGB")
        for place in range(pictures)
    ]
    if others:
        options |= {"save_all": True, "append_images": others}
    first.save(buffer, **options)
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def words() -> PngInfo:
    told = PngInfo()
    told.add_text("Author", "CanaryCam")
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return told


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("xmp.jpg", {"format": "JPEG", "xmp": XMP}),
        ("comment.jpg", {"format": "JPEG", "comment": b"CanaryCam"}),
        ("xmp.webp", {"format": "WEBP", "xmp": XMP}),
        ("words.png", {"format": "PNG", "pnginfo": words()}),
        ("xmp.avif", {"format": "AVIF", "xmp": XMP}),
    ],
)
def test_what_else_tells_of_place_and_person_is_removed(name, options):
    file = saved(name, **options)
    assert b"CanaryCam" in file.read()
    file.seek(0)
    with make_image(file=file).file.open() as stored:
        assert b"CanaryCam" not in stored.read()


def test_of_several_pictures_in_a_jpeg_the_first_is_kept_upright(client):
    exif = PillowImage.Exif()
    exif[0x010F] = "CanaryCam"
    exif[0x0112] = 6
    image = make_image(file=saved("phone.jpg", 2, format="MPO", exif=exif))
    with image.file.open() as stored:
        content = stored.read()
    assert b"CanaryCam" not in content
    with PillowImage.open(io.BytesIO(content)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (30, 40))
    assert (image.width, image.height) == (30, 40)


def test_what_moves_keeps_moving():
    file = saved("moving.webp", 3, format="WEBP", xmp=XMP)
    with make_image(file=file).file.open() as stored:
        content = stored.read()
    assert b"CanaryCam" not in content
    with PillowImage.open(io.BytesIO(content)) as opened:
        assert opened.n_frames == 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_file_that_ends_too_soon_is_refused(admin_client, kind, part):
    whole = saved(f"half.{kind.lower()}", format=kind).read()
    half = SimpleUploadedFile(f"half.{kind.lower()}", whole[: int(part * len(whole))])
    response = admin_client.post(reverse("wagtailimages:add"), upload(file=half))
    assert "file" in response.context_data["form"].errors
    assert not CreditedImage.objects.exists()


def test_stored_facts_follow_the_cleaned_file():
    image = make_image(file=photograph())
    assert image.file_size == image.file.size
    assert image.file_hash


def test_file_that_is_no_image_is_refused(admin_client):
    fake = SimpleUploadedFile("x.png", b"<html>", "image/png")
    response = admin_client.post(reverse("wagtailimages:add"), upload(file=fake))
    assert "file" in response.context_data["form"].errors


def test_document_made_by_code_is_not_stale_for_ever(client, home):
    from wagtail.documents import get_document_model

    from alliance_pages.models import StandardPage
    from tests.factories import make_page

    document = get_document_model().objects.create(
        title="Open", file=ContentFile(b"one", name="open.txt")
    )
    html = f'<p><a linktype="document" id="{document.pk}">file</a></p>'
    make_page(StandardPage, home, title="Open", body=[("paragraph", html)])
    tag = client.get(document.url)["ETag"]
    assert tag != '""'
    document.file = ContentFile(b"two", name="open.txt")
    document.save()
    response = client.get(document.url, headers={"If-None-Match": tag})
    assert response.status_code == 200

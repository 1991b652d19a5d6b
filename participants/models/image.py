"""Images that know their author, licence, source and how to describe themselves; their tags."""

import secrets
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageOps
from taggit.managers import TaggableManager
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
)
from wagtail.models import CollectionViewRestriction

from participants.models.columns import writable
from participants.models.tags import FoldedTagManager
from participants.values.fields import OneLineField, put_in_one_line
from participants.values.languages import TextsPerLanguageField, by_language, default_language

# Wagtail's fields of every image that hold one line of text.
ONE_LINE = ("title", "description")

# Wagtail's fields of what must be seen wherever an image is cut.
FOCUS = tuple(f"focal_point_{name}" for name in ("x", "y", "width", "height"))

# What else there is than the edition in which all renditions have been made.
TO_BE_MADE, FAILED = 0, 32_767

# What can hold EXIF, XMP or IPTC, and in which format each is written without them.
FORMATS_WITH_METADATA = {
    **{name: name for name in ("AVIF", "JPEG", "PNG", "TIFF", "WEBP")},
    "MPO": "JPEG",
}
MOVING = frozenset({"AVIF", "PNG", "WEBP"})
# Under which names Pillow has them, and the words that cameras and programs leave.
TOLD = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment"})

# For the colour that stands for a picture: on how few pixels, and among how many colours.
SAMPLE = (64, 64)
COLOURS = 8


def is_private(path: str) -> Exists:
    """Return whether a collection or one above it is private, to be asked in a query.

    path: how the query comes to the path of the collection, such as "collection__path".
    """
    asked_for = ExpressionWrapper(OuterRef(path), models.CharField())
    restrictions = CollectionViewRestriction.objects.alias(asked_for=asked_for)
    return Exists(restrictions.filter(asked_for__startswith=F("collection__path")))


class Licence(models.TextChoices):
    """Licences under which the office publishes pictures; SPDX identifiers where there is one."""

    ALL_RIGHTS = "all-rights-reserved", _("All rights reserved, used with permission")
    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")


class AbstractCreditedImage(AbstractImage):
    """An image with its rights, and with an alternative text per language.

    alternative_texts: {language code: text}; the default language is required. placeholder: the
    colour that most of it has, such as "#1c3f6e", or empty. rendition_edition: in which all
    renditions have been made, or TO_BE_MADE, or FAILED.
    """

    author = OneLineField(
        _("author"), max_length=255, help_text=_("Who took or drew it: a person, not a platform.")
    )
    licence = models.CharField(_("licence"), max_length=32, choices=Licence)
    source = OneLineField(
        _("source"), max_length=500, help_text=_("Where it comes from: an address or an archive.")
    )
    alternative_texts = TextsPerLanguageField(
        _("alternative texts"),
        help_text=_("What the picture shows, for those who do not see it."),
    )

    tags = TaggableManager(
        help_text=None, blank=True, verbose_name=_("tags"), manager=FoldedTagManager
    )

    placeholder = models.CharField(max_length=7, blank=True, editable=False)
    rendition_edition = models.PositiveSmallIntegerField(
        default=TO_BE_MADE, editable=False, db_index=True
    )

    admin_form_fields = (
        "title",
        "file",
        "author",
        "licence",
        "source",
        "alternative_texts",
        "collection",
        "tags",
        *FOCUS,
    )

    # What API v3 reads and writes; the public API gives the credit and one alternative text.
    api_fields = writable("author", "licence", "source", "alternative_texts")

    class Meta(AbstractImage.Meta):
        abstract = True

    def missing_rights(self) -> list[str | Promise]:
        """Return the names of the facts without which the image must not be published."""
        missing: list[str | Promise] = [
            self._meta.get_field(name).verbose_name
            for name in ("author", "licence", "source")
            if not getattr(self, name)
        ]
        if not self.alternative_texts.get(default_language()):
            missing.append(_("alternative text"))
        return missing

    @property
    def default_alt_text(self) -> str:
        return self.alternative_text(get_language())

    def alternative_text(self, language: str | None) -> str:
        """Return the text that stands for the image, falling back to the default language."""
        return by_language(self.alternative_texts, language) or self.title

    @property
    def credit(self) -> str:
        """Return the line that must stand wherever the image is shown.

        Who has given up the copyright is named without the sign of it.
        """
        is_free = self.licence in {Licence.CC0, Licence.PUBLIC_DOMAIN}
        return f"{'' if is_free else '© '}{self.author} · {self.get_licence_display()}"

    def clean_fields(self, *args: Any, **kwargs: Any) -> None:
        put_in_one_line(self, ONE_LINE)
        super().clean_fields(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        put_in_one_line(self, ONE_LINE)
        has_new_file = self.file and not self.file._committed
        if has_new_file:
            strip_metadata(self)
            self._set_image_file_metadata()
            self.placeholder = dominant_colour(self.file)
            if self.pk is not None:
                self.renditions.all().delete()
        if has_new_file or self._has_another_focus():
            self.rendition_edition = TO_BE_MADE
        super().save(*args, **kwargs)

    def _has_another_focus(self) -> bool:
        if self.pk is None:
            return False
        focus: dict[str, Any] = {name: getattr(self, name) for name in FOCUS}
        return not type(self)._default_manager.filter(pk=self.pk, **focus).exists()

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> File:  # noqa: A002  Wagtail's
        """Return the file of a rendition.

        Raises SourceImageIOError whatever is wrong with the original: Wagtail then shows that the
        picture is missing, and fails for all else that Pillow stumbles over.
        """
        try:
            return super().generate_rendition_file(filter, source=source)
        except InvalidFilterSpecError:
            raise
        except Exception as error:
            raise SourceImageIOError(str(error)) from error

    def get_upload_to(self, filename: str) -> str:
        """Return a name that nobody can guess from the picture's; renditions are named after it."""
        return f"original_images/{secrets.token_urlsafe(16)}{PurePath(filename).suffix.lower()}"


def strip_metadata(image: AbstractCreditedImage) -> None:
    """Replace a freshly uploaded photograph by itself without camera, person and place data.

    Wagtail copies EXIF into its renditions, GPS position included. Only formats that carry it
    are touched; the pixels are turned the right way up first, since the orientation is EXIF too.
    Of the pictures in one JPEG (MPO) the first is kept, and of what moves all are.
    """
    image.file.open()
    with PillowImage.open(image.file) as picture:
        kind = FORMATS_WITH_METADATA.get(picture.format or "")
        if kind is None or not _says_more_than_its_pixels(picture):
            image.file.seek(0)
            return
        moves = kind in MOVING and getattr(picture, "is_animated", False)
        bare = picture if moves else ImageOps.exif_transpose(picture)
        colours = picture.info.get("icc_profile")
        for name in TOLD:
            bare.info.pop(name, None)
        output = BytesIO()
        bare.save(
            output,
            format=kind,
            quality=92,
            exif=b"",
            icc_profile=colours,
            **({"save_all": True} if moves else {}),
        )
    image.file = ContentFile(output.getvalue(), name=image.file.name)


def _says_more_than_its_pixels(picture: PillowImage.Image) -> bool:
    # A PNG may have its texts behind the pixels.
    picture.load()
    texts = getattr(picture, "text", None)
    return bool(picture.format == "MPO" or texts or TOLD & picture.info.keys() or picture.getexif())


def dominant_colour(file: Any) -> str:
    """Return the colour that most of a picture has, such as "#1c3f6e"; empty if it is unreadable.

    What can be seen through is taken for white.
    """
    file.open()
    try:
        with PillowImage.open(file) as picture:
            picture.draft("RGB", SAMPLE)  # a JPEG is then read in a size near to it
            picture.thumbnail(SAMPLE)
            sample = picture.convert("RGBA")
    except Exception:  # noqa: BLE001  Pillow raises what a faulty file makes it stumble over
        return ""
    finally:
        file.seek(0)
    paper = PillowImage.new("RGBA", sample.size, "white")
    paper.alpha_composite(sample)
    few: Any = paper.convert("RGB").quantize(COLOURS)
    _count, place = max(few.getcolors())
    red, green, blue = few.getpalette()[3 * place : 3 * place + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


class CreditedImage(AbstractCreditedImage):
    """The image model to name in WAGTAILIMAGES_IMAGE_MODEL."""

    class Meta(AbstractCreditedImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = Image._meta.permissions
        indexes = [models.Index(fields=["file"], name="credited_image_by_file")]


class CreditedRendition(AbstractRendition):
    image = models.ForeignKey(CreditedImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        indexes = [models.Index(fields=["file"], name="credited_rendition_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_credited_rendition"
            )
        ]

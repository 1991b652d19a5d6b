"""The pictures, with their rights and the sizes that visitors ask for."""

from django.contrib.auth.models import User
from django.core.files.images import ImageFile

from cms.demo.reading import PICTURES, read_pictures
from participants.api.images import FULL, THUMBNAIL
from participants.models import CreditedImage


def load_picture(key: str, editor: User) -> None:
    """Put a drawn picture into the library unless one of its title is there."""
    image = find_picture(key) or _create_picture(key, editor)
    # Otherwise the first visitor of each page would wait for them.
    image.get_renditions(FULL, THUMBNAIL)


def find_picture(key: str | None) -> CreditedImage | None:
    """Return the picture of a key from the library."""
    if not key:
        return None
    return CreditedImage.objects.filter(title=read_pictures()[key]["title"]).first()


def _create_picture(key: str, editor: User) -> CreditedImage:
    record = read_pictures()[key]
    with (PICTURES / record["file"]).open("rb") as file:
        image = CreditedImage(
            title=record["title"],
            file=ImageFile(file, name=record["file"]),
            author=record["author"],
            licence=record["licence"],
            source=record["source"],
            alternative_texts={"en": record["alt_en"], "fr": record["alt_fr"]},
            uploaded_by_user=editor,
        )
        image.full_clean(exclude=["width", "height"])
        image.save()
    return image

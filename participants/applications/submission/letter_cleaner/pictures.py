"""A photographed or scanned letter: its pixels, and nothing that was written beside them."""

from io import BytesIO

from PIL import Image, ImageOps

from participants.applications.submission.letter_cleaner import MOST_PIXELS, Refusal

FORMATS = {"jpg": "JPEG", "png": "PNG"}
QUALITY = 88


def encoded_anew(letter: bytes, kind: str) -> bytes:
    """Return the picture upright and compressed anew; of an animation, its first frame."""
    # Pillow would only warn up to twice its own bound; ours is checked before anything is decoded.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(letter), formats=[FORMATS[kind]]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise SystemExit(Refusal.TOO_MANY_PIXELS)
        # In place, since two copies of the largest picture would not fit into the memory.
        ImageOps.exif_transpose(picture, in_place=True)
        transparency = picture.info.get("transparency")
        picture.info = {} if transparency is None else {"transparency": transparency}
        output = BytesIO()
        if kind == "png":
            picture.save(output, "PNG")
        else:
            plain = picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
            plain.save(output, "JPEG", quality=QUALITY)
    return output.getvalue()

"""Letters for the tests: good ones, careless ones that tell too much, and bad ones."""

import io
import zlib

from PIL import Image as PillowImage
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

CANARY = "canary-7f3a91"
BYTES = CANARY.encode()
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
ROTATED = 6
FAX = b"lines of a fax"


def jpeg(size=(80, 40), **options) -> bytes:
    """Build a photograph, red on its left half and white on its right."""
    picture = PillowImage.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.save(file, "JPEG", **options)
    return file.getvalue()


def telling_exif() -> PillowImage.Exif:
    exif = PillowImage.Exif()
    exif[MAKE] = CANARY
    exif[ORIENTATION] = ROTATED
    exif.get_ifd(GPS).update({1: "N", 2: (45.0, 1.0, 1.0), 29: CANARY})
    return exif


def telling_jpeg() -> bytes:
    """Build a photograph taken upright, with a canary wherever a camera or a person may write."""
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(BYTES).to_bytes(4) + BYTES
    app13 = b"\xff\xed" + (len(iptc) + 2).to_bytes(2) + iptc
    plain = jpeg(exif=telling_exif(), xmp=xmp, comment=BYTES, icc_profile=b"profile " + BYTES)
    return plain[:2] + app13 + plain[2:] + BYTES


def png(size=(80, 40), mode="RGB", **options) -> bytes:
    file = io.BytesIO()
    PillowImage.new(mode, size, 1).save(file, "PNG", **options)
    return file.getvalue()


def telling_png() -> bytes:
    info = PngInfo()
    info.add_text("Author", CANARY)
    info.add_text("Comment", CANARY, zip=True)
    info.add_itxt("XML:com.adobe.xmp", CANARY)
    return png(pnginfo=info, exif=telling_exif(), icc_profile=b"profile " + BYTES) + BYTES


def animated_png() -> bytes:
    frames = [PillowImage.new("RGB", (40, 40), colour) for colour in ("white", "red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


def huge_png(width=30_000, height=30_000) -> bytes:
    """Build the head of a picture that would take gigabytes, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# PDF


def stream(data: bytes, **entries) -> StreamObject:
    made = StreamObject()
    made.set_data(data)
    made.update(named(**entries))
    return made


def named(**entries) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def text(value: str = CANARY) -> TextStringObject:
    return TextStringObject(value)


def name(value: str) -> NameObject:
    return NameObject(f"/{value}")


def numbers(*values: int) -> ArrayObject:
    return ArrayObject(NumberObject(value) for value in values)


def letter_of(*contents: bytes, **resources) -> PdfWriter:
    """Begin a document whose pages draw what is given; resources as the names of their kinds."""
    writer = PdfWriter()
    for content in contents:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Contents")] = writer._add_object(stream(content).flate_encode())
        page[NameObject("/Resources")] = named(**resources)
    return writer


def written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def pdf(pages: int = 1) -> bytes:
    return written(letter_of(*[b"BT (Dear Sir or Madam) Tj ET"] * pages))


def fax(*, is_packed: bool) -> bytes:
    """Draw a page of lines as a fax has them, compressed once more or not."""
    own = named(K=NumberObject(4))
    filters, parameters = [name("CCITTFaxDecode")], [own]
    if is_packed:
        filters, parameters = [name("FlateDecode"), *filters], [named(), own]
    writer = letter_of(b"")
    drawn = stream(
        zlib.compress(FAX) if is_packed else FAX,
        Filter=ArrayObject(filters),
        DecodeParms=ArrayObject(parameters),
    )
    writer.pages[0][NameObject("/Contents")] = ArrayObject([writer._add_object(drawn)])
    return written(writer)

"""A PDF that says too much in every place that the format has, each with a canary of its own."""

import io
import re
import zipfile
import zlib

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, NameObject, StreamObject

from tests.participants.applications.submission.letter_files import (
    BYTES,
    letter_of,
    name,
    named,
    numbers,
    stream,
    telling_jpeg,
    text,
    written,
)

LOUD = re.compile(rb"canary_[a-z_]+")


def canary(place: str) -> str:
    return f"canary_{place}"


def action(place: str, kind: str, key: str):
    return named(S=name(kind), **{key: text(canary(place))})


def metadata(place: str) -> StreamObject:
    return stream(canary(place).encode(), Type=name("Metadata"), Subtype=name("XML"))


def in_jpeg2000() -> bytes:
    box = canary("jpeg_two_thousand").encode()
    start = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
    return start + (len(box) + 8).to_bytes(4) + b"xml " + box + b"\x00\x00\x00\x00jp2cpixels"


def pictures(add) -> dict:
    """Return the resources of a page that shows three photographs and a form."""
    size = {"Width": numbers(80)[0], "Height": numbers(40)[0], "BitsPerComponent": numbers(8)[0]}
    image = {"Subtype": name("Image"), "ColorSpace": name("DeviceRGB"), **size}
    photograph = telling_jpeg().replace(BYTES, b"canary_camera")
    wrapped = telling_jpeg().replace(BYTES, b"canary_packed")
    filters = ArrayObject([name("FlateDecode"), name("DCTDecode")])
    return {
        "Plain": add(
            stream(photograph, Filter=name("DCTDecode"), Metadata=add(metadata("image")), **image)
        ),
        "Wrapped": add(stream(zlib.compress(wrapped, 0), Filter=filters, **image)),
        "Modern": add(stream(in_jpeg2000(), Filter=name("JPXDecode"), **image)),
        "Form": add(
            stream(
                b"q Q",
                Subtype=name("Form"),
                BBox=numbers(0, 0, 9, 9),
                PieceInfo=named(Tool=named(Private=text(canary("form")))),
                Ref=named(F=text(canary("reference"))),
                OPI=named(F=text(canary("prepress"))),
            )
        ),
    }


def annotations(add, signature: StreamObject) -> list:
    rectangle = numbers(10, 10, 100, 100)
    attached = add(stream(canary("attached_note").encode()))
    common = {"Type": name("Annot"), "Rect": rectangle, "T": text(canary("author"))}
    return [
        named(Subtype=name("Link"), A=action("link", "URI", "URI"), **common),
        named(Subtype=name("Link"), A=action("launch", "Launch", "F"), **common),
        named(Subtype=name("Text"), Contents=text(canary("note")), **common),
        named(Subtype=name("FileAttachment"), FS=named(EF=named(F=attached)), **common),
        named(
            Subtype=name("Widget"),
            FT=name("Sig"),
            TU=text(canary("hint")),
            AA=named(E=action("field", "JavaScript", "JS")),
            AP=named(N=add(signature)),
            **common,
        ),
        named(
            Subtype=name("FreeText"),
            F=numbers(2)[0],
            AP=named(N=add(stream(canary("hidden").encode(), BBox=rectangle))),
            **common,
        ),
    ]


def telling_document(signature: StreamObject) -> PdfWriter:
    writer = letter_of(b"/Plain Do BT (Dear Sir or Madam) Tj ET", b"/Form Do")
    add, root = writer._add_object, writer.root_object
    page = writer.pages[0]
    layer = named(Type=name("OCG"), Usage=named(CreatorInfo=text(canary("layer"))))
    page[NameObject("/Resources")] = named(
        XObject=named(**pictures(add)), Properties=named(MC0=add(layer))
    )
    page[NameObject("/Annots")] = ArrayObject(add(one) for one in annotations(add, signature))
    page[NameObject("/Metadata")] = add(metadata("page"))
    page[NameObject("/PieceInfo")] = named(Tool=named(Private=text(canary("page_piece"))))
    page[NameObject("/AA")] = named(O=action("page_opened", "JavaScript", "JS"))
    script = action("named", "JavaScript", "JS")
    attached = named(EF=named(F=add(stream(canary("file").encode()))), UF=text(canary("file_name")))
    for key, value in {
        "Metadata": add(metadata("document")),
        "OpenAction": action("opened", "JavaScript", "JS"),
        "AA": named(WC=action("closed", "JavaScript", "JS")),
        "Names": named(
            JavaScript=named(Names=ArrayObject([text("a"), script])),
            EmbeddedFiles=named(Names=ArrayObject([text("a"), attached])),
        ),
        "AcroForm": named(
            Fields=ArrayObject(),
            NeedAppearances=BooleanObject(True),
            XFA=add(stream(canary("form_of_forms").encode())),
        ),
        "PieceInfo": named(Tool=named(Private=text(canary("document_piece")))),
    }.items():
        root[NameObject(f"/{key}")] = value
    writer.add_outline_item(title=canary("outline"), page_number=0)
    writer.add_metadata({"/Author": canary("info"), "/Producer": canary("producer")})
    return writer


def appended_archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", f"<script>{canary('archive')}</script>")
    return file.getvalue()


def telling_pdf() -> bytes:
    signature = stream(b"BT (Signed) Tj ET", BBox=numbers(0, 0, 90, 90))
    return written(telling_document(signature)) + appended_archive()


def everything_said(document: bytes) -> set[str]:
    """Return the canaries of a document, also those in packed streams."""
    reader = PdfReader(io.BytesIO(document))
    said = set(LOUD.findall(document))
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        said |= set(LOUD.findall(repr(found).encode()))
        if isinstance(found, StreamObject):
            said |= set(LOUD.findall(found.get_data()))
    return {word.decode() for word in said}

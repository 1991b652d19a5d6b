"""Letters that somebody who means harm, or a broken program, could send."""

import io
import zlib
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NullObject

from tests.participants.applications.submission.letter_files import (
    huge_png,
    jpeg,
    letter_of,
    name,
    named,
    numbers,
    pdf,
    png,
    stream,
    written,
)

HTML = b"<!doctype html><title>A letter</title><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def protected_pdf() -> bytes:
    writer = letter_of(b"q Q")
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def packed(megabytes: int) -> bytes:
    """Pack so many megabytes of spaces."""
    packing = zlib.compressobj(9)
    piece = b" " * 1_000_000
    return b"".join(packing.compress(piece) for _ in range(megabytes)) + packing.flush()


def with_contents(writer: PdfWriter, *streams) -> bytes:
    references = ArrayObject(writer._add_object(one) for one in streams)
    writer.pages[0][NameObject("/Contents")] = references
    return written(writer)


def bomb(megabytes: int = 100) -> bytes:
    """Build six streams that each unpack to so many megabytes."""
    data = packed(megabytes)
    streams = [stream(data, Filter=name("FlateDecode")) for _ in range(6)]
    return with_contents(letter_of(b""), *streams)


def bomb_around_a_picture(megabytes: int = 100) -> bytes:
    filters = ArrayObject([name("FlateDecode"), name("DCTDecode")])
    return with_contents(letter_of(b""), stream(packed(megabytes), Filter=filters))


def bomb_within_a_bomb(megabytes: int = 700) -> bytes:
    filters = ArrayObject([name("FlateDecode"), name("FlateDecode")])
    return with_contents(letter_of(b""), stream(zlib.compress(packed(megabytes)), Filter=filters))


def run_length_bomb(megabytes: int = 128) -> bytes:
    data = b"\x81 " * (megabytes * 8000) + b"\x80"
    return with_contents(letter_of(b""), stream(data, Filter=name("RunLengthDecode")))


def pages_in_a_loop() -> bytes:
    writer = letter_of(b"q Q")
    node = writer.root_object["/Pages"]
    node[NameObject("/Kids")] = ArrayObject([node.indirect_reference])
    return written(writer)


def nested(depth: int = 20_000) -> bytes:
    deep = b"[" * depth + b"]" * depth
    return written(letter_of(b"q Q")).replace(b"/Resources <<", b"/Resources <</Deep " + deep)


def contents_lost() -> bytes:
    writer = letter_of(b"q Q")
    lost = writer._add_object(NullObject())
    writer.pages[0][NameObject("/Contents")] = lost
    return written(writer)


def unknown_filter() -> bytes:
    return with_contents(letter_of(b""), stream(b"q Q", Filter=name("SecretDecode")))


def blank() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    return written(writer)


BOMBS = [bomb, bomb_around_a_picture, bomb_within_a_bomb, run_length_bomb]
# Built when a test asks: to pack the bombs takes seconds, which collecting tests would cost.
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "truncated PDF": lambda: pdf()[:300],
    "PDF without its end": lambda: pdf().replace(b"%%EOF", b""),
    "head of a PDF": lambda: b"%PDF-1.7\n",
    "noise behind a PDF's head": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100 + b"%%EOF",
    "contents lost": contents_lost,
    "no page": lambda: written(PdfWriter()),
    "blank": blank,
    "pages in a loop": pages_in_a_loop,
    "nested": nested,
    "unknown filter": unknown_filter,
    "bomb": bomb,
    "bomb around a picture": bomb_around_a_picture,
    "bomb within a bomb": bomb_within_a_bomb,
    "run-length bomb": run_length_bomb,
    "truncated JPEG": lambda: jpeg((400, 400))[:-600],
    "head of a JPEG": lambda: b"\xff\xd8\xff",
    "truncated PNG": lambda: png((400, 400))[:-30],
    "head of a PNG": lambda: b"\x89PNG\r\n\x1a\n",
    "PNG within a JPEG": lambda: b"\xff\xd8\xff\xe0" + png(),
}
FOREIGN = {
    "web page": HTML,
    "drawing": SVG,
    "PDF behind a web page": HTML + pdf(),
    "archive": b"PK\x03\x04" + bytes(100),
    "GIF": b"GIF89a" + bytes(100),
    "text": "Крагујевац".encode(),
}
REFUSED_WITH_REASON = {
    "protected": (protected_pdf(), "protected by a password"),
    "too many pages": (pdf(51), "more than 50 pages"),
    "too many pixels": (huge_png(), "more than 40 megapixels"),
    "empty": (b"", "empty"),
    "too large": (b"%PDF-" + bytes(10 * 1024 * 1024), "larger than 10 MB"),
}


def form_that_draws_itself() -> bytes:
    writer = letter_of(b"/Form Do")
    form = stream(b"/Form Do", Subtype=name("Form"), BBox=numbers(0, 0, 9, 9))
    reference = writer._add_object(form)
    resources = named(XObject=named(Form=reference))
    form[NameObject("/Resources")] = resources
    writer.pages[0][NameObject("/Resources")] = resources
    return written(writer)


def with_object_streams() -> bytes:
    """Build a PDF as newer programs do: objects packed in a stream, a table that is one, too."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(canary_opened)>>>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 6 0 R/Resources 4 0 R"
        b"/PieceInfo(canary_page)>>",
        4: b"<</Font<</AA 5 0 R>>/Metadata(canary_resources)>>",
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/PieceInfo(canary_font)>>",
    }
    heads, bodies = b"", b""
    for number, body in objects.items():
        heads += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    file = io.BytesIO()
    file.write(b"%PDF-1.5\n")
    places = {}
    for number, head, data in (
        (6, b"", zlib.compress(b"BT /AA 9 Tf (Dear Sir) Tj ET")),
        (7, b"/Type/ObjStm/N 5/First %d" % len(heads), zlib.compress(heads + bodies)),
    ):
        places[number] = file.tell()
        file.write(b"%d 0 obj<<%s/Filter/FlateDecode" % (number, head))
        file.write(b"/Length %d>>stream\n%s\nendstream endobj\n" % (len(data), data))
    start = file.tell()
    rows = [(0, 0, 255), *((2, 7, index) for index in range(5))]
    rows += [(1, places[6], 0), (1, places[7], 0), (1, start, 0)]
    table = b"".join(a.to_bytes(1) + b.to_bytes(4) + c.to_bytes(1) for a, b, c in rows)
    file.write(b"8 0 obj<</Type/XRef/Size 9/W[1 4 1]/Root 1 0 R/Length %d>>" % len(table))
    file.write(b"stream\n" + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start)
    return file.getvalue()

"""The objects that the pages of a PDF lead to: fonts, pictures, forms, and what is said of them."""

import re
import struct
import zlib
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream, StreamDecodeLevel

START_OF_SCAN, END = 0xDA, 0xD9
# What a JPEG decoder needs of the segments for applications: JFIF, and Adobe's colour transform.
NEEDED = {0xE0, 0xEE}
COMMENT = 0xFE
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")

JPEG2000_START = b"\x00\x00\x00\x0cjP  "
JPEG2000_DROPPED = {b"xml ", b"uuid", b"uinf"}


def jpeg_without_metadata(jpeg: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, IPTC, profiles, comments, and whatever follows its end."""
    kept = bytearray(jpeg[:2])
    at = 2
    while (marker := NEXT_MARKER.search(jpeg, at)) and len(jpeg) >= marker.end() + 2:
        kind = jpeg[marker.start() + 1]
        if kind == END:
            break
        end = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2])
        if kind == START_OF_SCAN:
            following = NEXT_MARKER.search(jpeg, end)
            end = following.start() if following else len(jpeg)
        is_for_applications = 0xE0 <= kind <= 0xEF and kind not in NEEDED
        if not is_for_applications and kind != COMMENT:
            kept += jpeg[marker.start() : end]
        at = end
    return bytes(kept + b"\xff\xd9")


def jpeg2000_without_metadata(picture: bytes) -> bytes:
    """Return a JPEG 2000 file without the boxes for XML and foreign data."""
    if not picture.startswith(JPEG2000_START):
        return picture
    kept = bytearray()
    at = 0
    while at + 8 <= len(picture):
        length, kind = struct.unpack_from(">I4s", picture, at)
        if length == 1 and at + 16 <= len(picture):
            length = int.from_bytes(picture[at + 8 : at + 16])
        end = at + length if length >= 8 else len(picture)
        if kind not in JPEG2000_DROPPED:
            kept += picture[at:end]
        at = end
    return bytes(kept)


MOST_UNPACKED = 500_000_000  # bytes of all streams together
MOST_IN_MEMORY = 75_000_000  # bytes of one stream, where it is unpacked as a whole
PIECE = 1_000_000
HUGE = "The streams unpack to more than a letter can need"
DROPPED = {"/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Properties"}
DROPPED_FROM_STREAMS = {"/F", "/FFilter", "/FDecodeParms", "/OC", "/OPI", "/Ref", "/Alternates"}
PICTURES = {
    "/DCTDecode": jpeg_without_metadata,
    "/JPXDecode": jpeg2000_without_metadata,
    "/CCITTFaxDecode": bytes,
    "/JBIG2Decode": bytes,
}


def clean_objects(document: Pdf) -> None:
    """Take from all objects what is not drawn. Raises ValueError if they are huge."""
    total = 0
    for value in document.objects:
        drop_unseen(value)
        if isinstance(value, Stream):
            total += clean_stream(value, MOST_UNPACKED - total)


def drop_unseen(value: Object) -> None:
    """Remove what is not drawn from an object, and from those that are written inside it."""
    if isinstance(value, Dictionary | Stream):
        dropped = DROPPED | DROPPED_FROM_STREAMS if isinstance(value, Stream) else DROPPED
        for key in dropped & set(value.keys()):
            del value[key]
        parts = [value[key] for key in value.keys()]  # noqa: SIM118  a stream is no mapping
    else:
        parts = list(value) if isinstance(value, Array) else []
    for part in parts:
        if isinstance(part, Object) and not part.is_indirect:
            drop_unseen(part)


def clean_stream(stream: Stream, most: int) -> int:
    """Clean a picture, or return to how many bytes anything else unpacks.

    A picture counts as nothing: it is drawn in the size that it states, whatever is in it.
    """
    *outer, innermost = listed(stream, "/Filter") or [None]
    if str(innermost) in PICTURES:
        parameters = listed(stream, "/DecodeParms")
        parameters += [Dictionary()] * (len(outer) + 1 - len(parameters))
        stream.write(
            stream.read_raw_bytes(),
            filter=Array(outer),
            decode_parms=Array(parameters[: len(outer)]),
        )
        cleaned = PICTURES[str(innermost)](unpacked(stream))
        stream.write(cleaned, filter=innermost, decode_parms=parameters[len(outer)])
        return 0
    if str(innermost) == "/FlateDecode" and not outer:
        return inflated_size(stream.read_raw_bytes(), most)
    return len(unpacked(stream))


def unpacked(stream: Stream) -> bytes:
    """Return what is in a stream, as a whole. Raises ValueError if it is huge."""
    data = stream.read_bytes(StreamDecodeLevel.specialized)
    if len(data) > MOST_IN_MEMORY:
        raise ValueError(HUGE)
    return data


def listed(stream: Stream, key: str) -> list[Any]:
    """Return the values of a key that may hold one or several."""
    value = stream.get(key, Array())
    return list(value) if isinstance(value, Array) else [value]


def inflated_size(data: bytes, most: int) -> int:
    """Return how large compressed bytes are, keeping none of them. Raises ValueError."""
    inflating = zlib.decompressobj()
    size = 0
    while data and not inflating.eof:
        size += len(inflating.decompress(data, PIECE))
        if size > most:
            raise ValueError(HUGE)
        data = inflating.unconsumed_tail
    return size

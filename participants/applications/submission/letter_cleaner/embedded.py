"""Pictures within a PDF keep their pixels as they are, and lose what is written beside them."""

import re
import struct

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

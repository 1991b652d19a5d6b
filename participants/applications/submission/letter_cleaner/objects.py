"""The objects that the pages of a PDF lead to: fonts, pictures, forms, and what is said of them."""

import zlib
from collections.abc import Iterable
from typing import Any

from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    StreamObject,
)

from participants.applications.submission.letter_cleaner.embedded import (
    jpeg2000_without_metadata,
    jpeg_without_metadata,
)

MOST_UNPACKED = 500_000_000  # bytes of all streams together
PIECE = 1_000_000
DROPPED = {"/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Properties"}
DROPPED_FROM_STREAMS = {"/F", "/FFilter", "/FDecodeParms", "/OC", "/OPI", "/Ref", "/Alternates"}
PICTURES = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}
COMPRESSIONS = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode"}


def clean_objects(roots: Iterable[DictionaryObject]) -> None:
    """Take from all that the roots lead to what is not drawn. Raises ValueError if it is huge."""
    unpacked = 0
    # Kept, and not only their ids, which Python gives to others when an object is gone.
    seen: dict[int, Any] = {}
    ahead: list[Any] = list(roots)
    while ahead:
        value = ahead.pop().get_object()
        if id(value) in seen or not isinstance(value, DictionaryObject | ArrayObject):
            continue
        seen[id(value)] = value
        if isinstance(value, ArrayObject):
            ahead.extend(list.__iter__(value))
            continue
        drop(value, DROPPED)
        if isinstance(value, StreamObject):
            drop(value, DROPPED_FROM_STREAMS)
            unpacked += clean_stream(value, MOST_UNPACKED - unpacked)
        ahead.extend(dict.values(value))


def drop(value: DictionaryObject, keys: set[str]) -> None:
    """Remove the keys that are there."""
    for key in keys & set(value):
        del value[key]


def clean_stream(stream: StreamObject, most: int) -> int:
    """Clean a picture, or return to how many bytes anything else unpacks.

    A picture counts as nothing: it is drawn in the size that it states, whatever is in it.
    """
    compression = peel(stream)
    if compression == "/DCTDecode":
        stream._data = jpeg_without_metadata(stream._data)
    elif compression == "/JPXDecode":
        stream._data = jpeg2000_without_metadata(stream._data)
    elif compression == "/FlateDecode":
        return inflated_size(stream._data, most)
    elif compression in COMPRESSIONS:
        return len(decode_stream_data(stream))
    return 0


def peel(stream: StreamObject) -> str:
    """Take all filters off but the innermost, if it compresses, and return its name."""
    names, parameters = listed(stream, "/Filter"), listed(stream, "/DecodeParms")
    parameters += [DictionaryObject()] * (len(names) - len(parameters))
    innermost = names[-1:] if names and names[-1] in PICTURES | COMPRESSIONS else []
    outer = len(names) - len(innermost)
    if outer:
        wrapped = EncodedStreamObject()
        wrapped._data = stream._data
        wrapped[NameObject("/Filter")] = ArrayObject(names[:outer])
        wrapped[NameObject("/DecodeParms")] = ArrayObject(parameters[:outer])
        stream._data = decode_stream_data(wrapped)
        drop(stream, {"/Filter", "/DecodeParms"})
        if innermost:
            stream[NameObject("/Filter")] = innermost[0]
            stream[NameObject("/DecodeParms")] = parameters[outer]
    return str(innermost[0]) if innermost else ""


def listed(stream: StreamObject, key: str) -> list[Any]:
    """Return the values of a key that may hold one or several."""
    if key not in stream:
        return []
    value = stream[key]
    return [entry.get_object() for entry in value] if isinstance(value, ArrayObject) else [value]


def inflated_size(data: bytes, most: int) -> int:
    """Return how large compressed bytes are, keeping none of them. Raises ValueError."""
    inflating = zlib.decompressobj()
    size = 0
    while data and not inflating.eof:
        size += len(inflating.decompress(data, PIECE))
        if size > most:
            raise ValueError("The streams unpack to more than a letter can need")
        data = inflating.unconsumed_tail
    return size

"""Taking the document and the letter out of a request, strictly and within bounds."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from rest_framework.exceptions import UnsupportedMediaType

from participants.api.applications.members import LETTER, WHOLE
from participants.applications.submission.form import Errors
from participants.applications.submission.letters import MOST_BYTES
from participants.registry.listing.parameters import printable


class RefusedError(Exception):
    """Says what is wrong with an application. errors: sentences by place in the document."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class TooLargeError(Exception):
    """Says that a request has more bytes than anybody needs for an application."""


class ParsedObject(dict[str, Any]):
    """An object of a document. repeated: the members that it has more than once."""

    repeated: frozenset[str] = frozenset()


def parse(content: bytes) -> Any:
    """Return what a document says. Raises RefusedError."""
    try:
        return json.loads(content.decode(), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        fault = _("This is not written in UTF-8: see byte %(place)s.") % {"place": error.start}
    except json.JSONDecodeError as error:
        fault = _("This is not JSON: see line %(line)s, column %(column)s.") % {
            "line": error.lineno,
            "column": error.colno,
        }
    except (ValueError, RecursionError):
        fault = _("This nests too deeply, or a number in it has too many digits.")
    raise RefusedError({WHOLE: [fault]})


def _object(pairs: list[tuple[str, Any]]) -> ParsedObject:
    found = ParsedObject(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _value in pairs)
        found.repeated = frozenset(name for name, count in counted.items() if count > 1)
    return found


JSON = "application/json"
MULTIPART = "multipart/form-data"
PARTS = (WHOLE, LETTER)


@dataclass(frozen=True)
class Body:
    """What a request brings. document: as parsed; letter: only where it came as a file.

    errors: what is wrong with the parts beside the document.
    """

    document: Any
    letter: UploadedFile | None = None
    errors: Errors = field(default_factory=dict)


def read_body(request: HttpRequest) -> Body:
    """Return what a request brings.

    Raises RefusedError, TooLargeError and UnsupportedMediaType.
    """
    # A charset that the client names would decide how Django reads the parts.
    request.encoding = "utf-8"
    if not _length(request):
        raise RefusedError({WHOLE: [_("There is no body, or no Content-Length.")]})
    try:
        if request.content_type == JSON:
            return Body(parse(request.body))
        if request.content_type == MULTIPART:
            return _read_parts(request)
    except RequestDataTooBig as error:
        raise TooLargeError from error
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise RefusedError({WHOLE: [_("The parts of the request cannot be read.")]}) from error
    raise UnsupportedMediaType(request.content_type or "")


def _length(request: HttpRequest) -> int:
    """Return how many bytes the body has; 0 where it comes in chunks, which WSGI cannot read."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _read_parts(request: HttpRequest) -> Body:
    # Django bounds the fields, but would keep files of any size.
    if _length(request) > MOST_BYTES + largest_document():
        raise TooLargeError
    errors: Errors = {}
    parts: list[tuple[str, list[Any]]] = [*request.POST.lists(), *request.FILES.lists()]
    for name, values in parts:
        if name not in PARTS:
            errors[printable(name)] = [_("There is no such part.")]
        elif len(values) > 1 or (name in request.POST and name in request.FILES):
            errors[name] = [_("This is given more than once.")]
    if LETTER in request.POST:
        errors[LETTER] = [_("Send the letter as a file.")]
    letter: Any = request.FILES.get(LETTER)
    if letter is not None and letter.size > MOST_BYTES:
        raise TooLargeError
    if WHOLE in errors:
        raise RefusedError(errors)
    try:
        return Body(parse(_document(request)), letter, errors)
    except RefusedError as error:
        raise RefusedError(errors | error.errors) from error


def _document(request: HttpRequest) -> bytes:
    # Browsers send a typed part as a file, and a part without a name of a file is a field.
    if WHOLE in request.POST:
        text = request.POST[WHOLE]
        if "\ufffd" in text:
            # Django puts it where the bytes are not UTF-8.
            raise RefusedError({WHOLE: [_("This is not written in UTF-8.")]})
        return text.encode()
    if WHOLE not in request.FILES:
        raise RefusedError({WHOLE: [_("The part with the document is missing.")]})
    part: Any = request.FILES[WHOLE]
    content: bytes = part.read(largest_document() + 1)
    if len(content) > largest_document():
        raise TooLargeError
    return content


def largest_document() -> int:
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE or MOST_BYTES

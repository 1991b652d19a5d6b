"""Reading JSON strictly: in UTF-8, and with nothing in it that is silently dropped."""

import json
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from participants.api.applications.members import WHOLE
from participants.api.applications.refusals import RefusedError


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

"""Two who save the same at the same moment: the second is told so, and keeps what was typed."""

import logging
import re
from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.text import capfirst
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

ADMIN = "/admin/"
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
# As Django names the faults of a field, and of several together, that must be unique.
TAKEN = frozenset(("unique", "unique_together"))

SQLITE_COLUMNS = re.compile(r"(\w+)\.(\w+)")
SQLITE_UNIQUE = "UNIQUE constraint failed"
POSTGRESQL_UNIQUE = "23505"
POSTGRESQL_COLUMNS = re.compile(r"Key \(([^)]*)\)=")


class ConcurrentWriteMiddleware(MiddlewareMixin):
    """Ask a form of the admin once more where the database refuses what the form found right.

    Somebody else has saved the same in between. The form now sees it and says so at its field;
    a place in the page tree that was taken is simply given anew. What the database still refuses
    becomes a message. Views write in one transaction, so that nothing is there twice. API v3 does
    the same around a transaction of its own, for its operations catch what they raise.
    """

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Return the second answer, or None where the fault is another one."""
        if request.method in SAFE or not request.path_info.startswith(ADMIN):
            return None
        if not is_conflict(exception) or request.resolver_match is None:
            return None
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        view, args, kwargs = request.resolver_match
        try:
            return view(request, *args, **kwargs)
        except (IntegrityError, ValidationError) as error:
            logger.warning("Refused twice: %s", request.path, exc_info=error)
            return refusal(request, faults_of(error))


def is_conflict(error: Exception) -> bool:
    """Return whether an error says that something is there already, or no longer there."""
    if isinstance(error, ValidationError):
        groups = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
        return any(fault.code in TAKEN for group in groups for fault in group)
    return isinstance(error, IntegrityError) and not isinstance(error, models.ProtectedError)


def faults_of(error: Exception) -> dict[str, list[str]]:
    """Return the sentences by field."""
    if isinstance(error, ValidationError):
        known = hasattr(error, "error_dict")
        return error.message_dict if known else {NON_FIELD_ERRORS: error.messages}
    table, columns = _columns(error)
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    fields = [field for field in model._meta.fields if field.column in columns] if model else []
    if model is None or not fields:
        return {NON_FIELD_ERRORS: [_("What was sent contradicts what is stored.")]}
    labels = ", ".join(str(field.verbose_name) for field in fields)
    sentence = _("%(model)s: there is another one with the same %(fields)s.") % {
        "model": capfirst(model._meta.verbose_name),
        "fields": labels,
    }
    return {field.name: [sentence] for field in fields}


def _columns(error: Exception) -> tuple[str, set[str]]:
    """Return the table and the columns that must be unique, where the database says so."""
    diagnosis: Any = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        if diagnosis.sqlstate != POSTGRESQL_UNIQUE:
            return "", set()
        match = POSTGRESQL_COLUMNS.search(diagnosis.message_detail or "")
        columns = match[1].split(", ") if match else []
        return diagnosis.table_name or "", {column.strip('"') for column in columns}
    pairs = SQLITE_COLUMNS.findall(str(error)) if SQLITE_UNIQUE in str(error) else []
    return (pairs[0][0] if pairs else ""), {column for _table, column in pairs}


def refusal(request: HttpRequest, faults: dict[str, list[str]]) -> HttpResponse:
    """Return the message that something was not saved, in the shape that the client reads."""
    sentences = list(dict.fromkeys(sentence for group in faults.values() for sentence in group))
    if request.accepts("text/html"):
        context = {"sentences": sentences}
        return render(request, "admin_conflict.html", context, status=HTTPStatus.CONFLICT)
    answer = {"success": False, "error_code": "conflict", "error_message": " ".join(sentences)}
    return JsonResponse(answer, status=HTTPStatus.CONFLICT)

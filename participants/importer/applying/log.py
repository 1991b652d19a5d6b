"""What the audit log says of imports."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from participants.models import ImportedRow, ImportRecord

IMPORT = "participants.import"
UNDO = "participants.import.undo"


def data_of(record: ImportRecord) -> dict[str, Any]:
    """Return what an entry keeps of an import."""
    return {"import": record.pk, "file": record.file_name}


def data_of_rows(rows: Iterable[ImportedRow], record: ImportRecord) -> dict[int, dict[str, Any]]:
    """Return what the entries of participants keep of an import, by the participants' keys.

    Whoever views participants reads these; the name of the file is for those who may import.
    """
    return {row.participant_id or 0: {"import": record.pk, "row": row.position} for row in rows}


def log_import(record: ImportRecord, action: str, user: Any) -> None:
    """Write down a step of an import as a whole."""
    log(instance=record, action=action, user=user, data=data_of(record), content_changed=True)


def register_imports(actions: LogActionRegistry) -> None:
    """Name the steps for the history."""

    class ImportFormatter(LogFormatter):
        """Names the file that was imported."""

        label = _("Import")

        def format_message(self, log_entry: Any) -> str:
            words = gettext("Imported “%(file)s” (import %(number)s)")
            if "row" in log_entry.data:
                words = gettext("Imported from row %(row)s of import %(number)s")
            return words % _words(log_entry.data)

    class UndoFormatter(LogFormatter):
        """Names the import that was undone."""

        label = _("Undo import")

        def format_message(self, log_entry: Any) -> str:
            words = gettext("Undone: import %(number)s of “%(file)s”")
            if "row" in log_entry.data:
                words = gettext("Undone: row %(row)s of import %(number)s")
            return words % _words(log_entry.data)

    actions.register_action(IMPORT)(ImportFormatter)
    actions.register_action(UNDO)(UndoFormatter)


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"file": data.get("file"), "number": data["import"], "row": data.get("row")}

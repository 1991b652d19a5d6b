"""What the audit log says of imports."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from participants.models import ImportRecord

IMPORT = "participants.import"
UNDO = "participants.import.undo"


def data_of(record: ImportRecord) -> dict[str, Any]:
    """Return what an entry keeps of an import."""
    return {"import": record.pk, "file": record.file_name}


def log_import(record: ImportRecord, action: str, user: Any) -> None:
    """Write down a step of an import as a whole."""
    log(instance=record, action=action, user=user, data=data_of(record), content_changed=True)


def register_imports(actions: LogActionRegistry) -> None:
    """Name the steps for the history."""

    class ImportFormatter(LogFormatter):
        """Names the file that was imported."""

        label = _("Import")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Imported “%(file)s” (import %(number)s)") % _words(log_entry.data)

    class UndoFormatter(LogFormatter):
        """Names the import that was undone."""

        label = _("Undo import")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Undone: import %(number)s of “%(file)s”") % _words(log_entry.data)

    actions.register_action(IMPORT)(ImportFormatter)
    actions.register_action(UNDO)(UndoFormatter)


def _words(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"file": data["file"], "number": data["import"]}

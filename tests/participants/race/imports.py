"""Import, hold on in the midst, and undo. Run with the race's environment; prints JSON.

`prepare` imports two rows and prints {"import": key}; `hold` begins an import of ten, prints a line
once some of them are written, and waits to be killed; `undo KEY` prints {"answer": …}; `states`
prints {"states": […], "participants": …}, the newest import first.
"""

import json
import sys
import time

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  after setup()

from participants.importer.applying import NotUndoable, apply_plan, records, undo_import  # noqa: E402
from participants.importer.applying.running import tell_interrupted  # noqa: E402
from participants.models import ImportRecord, Participant  # noqa: E402
from tests.participants.importer.files import SOURCE, TIVAT, imported, plan_of  # noqa: E402


def prepare() -> dict:
    user = User.objects.create_superuser("office")
    rows = [{**TIVAT, "name_en": name, "country": "AL"} for name in ("Kukës", "Vlorë")]
    return {"import": imported(*rows, user=user).pk}


def hold() -> dict:
    def wait(done: int) -> None:
        if done == 3:
            sys.stdout.write("some\n")
            sys.stdout.flush()
            time.sleep(600)

    records.BATCH = 1
    plan = plan_of(*({**TIVAT, "name_en": f"Place {place}"} for place in range(10)), publish=True)
    apply_plan(plan, user=None, publish=True, source=SOURCE, progress=wait)
    return {}


def undo(key: str) -> dict:
    try:
        undo_import(ImportRecord.objects.get(pk=int(key)), user=User.objects.get())
    except NotUndoable as error:
        return {"answer": str(error)}
    return {"answer": "undone"}


def states() -> dict:
    found = list(ImportRecord.objects.all())
    tell_interrupted(found)
    return {
        "states": [record.state for record in found],
        "participants": Participant.objects.count(),
    }


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    work = {"prepare": prepare, "hold": hold, "undo": undo, "states": states}[command]
    sys.stdout.write(json.dumps(work(*arguments)))

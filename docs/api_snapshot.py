"""Write the description of the public API to docs/openapi.json: `make api-snapshot`.

The committed file is what programs elsewhere were written for. It is made of code and settings
alone, so that it differs by no host, day or content: there are no themes in it.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from docs.breaking_changes import breaking_changes

FOLDER = Path(__file__).resolve().parent
SNAPSHOT = FOLDER / "openapi.json"
CHANGES = FOLDER / "api-changes.md"
HEADING = re.compile(r"^## ([0-9.]+)$", re.MULTILINE)

Document = dict[str, Any]


def document() -> Document:
    """Return the description by the code of now. Needs a database with a table of themes."""
    from cms.urls import api_v2
    from participants.api.openapi.schemas import OpenAPIViewSet

    return OpenAPIViewSet(router=api_v2).document("/api/v2")


def written(described: Document) -> str:
    """Return the text of the file."""
    return json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def read() -> Document:
    """Return what is committed."""
    described: Document = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    return described


def faults(before: Document, now: Document, told: str) -> list[str]:
    """Return why one state may not follow the other. told: the text of docs/api-changes.md."""
    version = str(now["info"]["version"])
    breaking = breaking_changes(before, now)
    found = []
    if breaking and not _numbers(version) > _numbers(before["info"]["version"]):
        found = [*breaking, f"This breaks what others have written: raise {version} in INFO."]
    if version not in HEADING.findall(told):
        found.append(f"docs/api-changes.md has no heading “## {version}”.")
    return found


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def main() -> None:
    """Write the file, or end with what forbids it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django

    django.setup()
    from django.db import connection

    from participants.models import Theme

    with connection.schema_editor() as editor:
        editor.create_model(Theme)
    now = document()
    if found := faults(read(), now, CHANGES.read_text(encoding="utf-8")):
        sys.exit("\n".join(found))
    SNAPSHOT.write_text(written(now), encoding="utf-8")


if __name__ == "__main__":
    main()

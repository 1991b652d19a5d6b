"""The style sheet of the public pages, in one file once static files are collected."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath, relpath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "cms/pages.css"
IMPORT = re.compile(r'@import url\("([^"]+)"\);\n')
# Neither a full address, nor one from the root, nor data, nor a part of the same file.
RELATIVE = re.compile(r'url\("([^":/#][^":]*)"\)')


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    """Collected files in which the sheet of the public pages holds what it imports.

    A browser asks for an import only when it has read the sheet that names it.
    """

    def post_process(
        self, paths: Mapping[str, Any], *, dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Put the imports in place, before names get the digests of what the files hold."""
        if SHEET in paths and not dry_run:
            self.delete(SHEET)
            self.save(SHEET, ContentFile(_in_one(SHEET, paths, set())))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _in_one(name: str, paths: Mapping[str, Any], seen: set[str]) -> str:
    """Return a sheet with each other one in place where it is first imported."""
    seen.add(name)
    storage, path = paths[name]
    with storage.open(path) as file:
        text = file.read().decode()

    def beside(target: str) -> str:
        return normpath(join(dirname(name), target))

    imports = [beside(target) for target in IMPORT.findall(text)]
    own = RELATIVE.sub(
        lambda found: f'url("{relpath(beside(found[1]), dirname(SHEET))}")', IMPORT.sub("", text)
    )
    return "".join(_in_one(each, paths, seen) for each in imports if each not in seen) + own

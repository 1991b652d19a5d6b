"""How a file was read, in sentences for people."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from participants.importer.reading.header import listed
from participants.importer.reading.tables import Table
from participants.values.one_line import one_line


def described(table: Table) -> Iterator[str]:
    """Yield what the reader has taken for granted: the sheet, and the letters."""
    if table.sheet:
        yield _("The sheet %(sheet)s was read.") % {"sheet": listed([table.sheet])}
    if table.other_sheets:
        yield _("Not read: %(sheets)s.") % {"sheets": listed(table.other_sheets)}
    if table.readings:
        reading = table.readings[0]
        yield _("The letters were read as %(label)s.") % {"label": reading.label}
        # Characters that nobody sees tell nothing of how the letters were read.
        seen = [name for name in map(one_line, reading.names) if not name.isascii()]
        if seen:
            names = listed(seen)
            yield _("The first texts with letters beyond A to Z are %(names)s.") % {"names": names}

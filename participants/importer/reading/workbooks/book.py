"""A sheet of a workbook, whichever program wrote it."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Sheet(NamedTuple):
    """A sheet. number: from 0, in the order of the workbook; part: its path, where it has one."""

    number: int
    name: str
    is_hidden: bool
    part: str = ""

    @property
    def shown_name(self) -> str:
        """Return the name as it is told to people."""
        return _("%(name)s (hidden)") % {"name": self.name} if self.is_hidden else self.name

"""Progress on a terminal: one line that grows, or a line now and then where it cannot."""

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

WIDTH = 30
STEP = 5_000  # items between two lines, where a line cannot be rewritten


class ProgressBar:
    """Say how many items are done; of how many, where that is known."""

    def __init__(self, output: OutputWrapper, label: str, total: int | None = None) -> None:
        self.output = output
        self.label = label
        self.total = total
        self.last_line = 0

    def __call__(self, done: int) -> None:
        """Show that so many are done."""
        if self.output.isatty():
            end = "\n" if done == self.total else ""
            self.output.write(f"\r{self._bar(done)}", ending=end)
            self.output.flush()
        elif done - self.last_line >= STEP or done == self.total:
            self.last_line = done
            self.output.write(self._bar(done))

    def _bar(self, done: int) -> str:
        if self.total is None:
            return f"{self.label} … {done}"
        filled = WIDTH * done // max(self.total, 1)
        counts = _("%(done)d of %(total)d") % {"done": done, "total": self.total}
        return f"{self.label} [{'#' * filled}{'.' * (WIDTH - filled)}] {counts}"

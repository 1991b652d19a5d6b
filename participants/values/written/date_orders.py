"""What the dates of a column show of each other: whether the day or the month stands first."""

from collections import defaultdict

from django.utils.translation import gettext as _

from participants.values.written.dates import Order, Orders


class DateOrders:
    """Learn from the dates that can be read in one order only, by column and sign."""

    def __init__(self) -> None:
        # For each order the first row that shows it, and what stands there.
        self.shown: dict[tuple[str, str], dict[Order, tuple[int, str]]] = defaultdict(dict)

    def learn(self, column: str, sign: str, order: Order, row: int, cell: str) -> None:
        """Remember what a date shows."""
        self.shown[column, sign].setdefault(order, (row, cell))

    def known(self, column: str) -> Orders:
        """Return the order of the dates of a column by sign, where none contradicts it."""
        return {
            sign: next(iter(shown))
            for (of_column, sign), shown in self.shown.items()
            if of_column == column and len(shown) == 1
        }

    def reason(self, column: str, sign: str, iso: str) -> str:
        """Say how a date was read, and by which other row."""
        [(order, (row, cell))] = self.shown[column, sign].items()
        words = {"date": iso, "row": row, "other": cell}
        if order == Order.DAY:
            return _("Read as %(date)s, the day first, as in row %(row)d (“%(other)s”).") % words
        return _("Read as %(date)s, the month first, as in row %(row)d (“%(other)s”).") % words

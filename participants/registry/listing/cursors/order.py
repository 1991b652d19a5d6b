"""The order of a list, and the same order as a condition: which rows come after one."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from participants.registry.listing.cursors.token import Cursor

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


@dataclass(frozen=True)
class Order:
    """By what rows are ordered, unknown values last; the key decides between equals.

    names: columns, or annotations that are never null; is_reversed: the other way round, the key
    too, so that ties stand as in the site's lists of the newest.
    """

    names: tuple[str, ...] = ()
    is_reversed: bool = False

    def applied_to(self, rows: Rows) -> Rows:
        """Return the rows in this order."""
        return rows.order_by(*(self._by(rows, name) for name in self.names), self._by(rows, "pk"))

    def after(self, rows: Rows, cursor: Cursor) -> Rows:
        """Keep what comes after a row in this order, wherever that row stands now."""
        beyond = Q(**{f"pk__{self._beyond}": cursor.key})
        for name, value in reversed([*zip(self.names, cursor.values, strict=True)]):
            if value is None:
                beyond &= Q(**{name: None})
                continue
            unknown = Q(**{name: None}) if _is_nullable(rows, name) else Q()
            # The first condition follows from the second, and lets an index be used.
            beyond = (Q(**{f"{name}__{self._beyond}e": value}) | unknown) & (
                Q(**{f"{name}__{self._beyond}": value}) | unknown | beyond
            )
        return rows.filter(beyond)

    @property
    def _beyond(self) -> str:
        return "lt" if self.is_reversed else "gt"

    def _by(self, rows: QuerySet, name: str) -> OrderBy:
        nulls_last = True if _is_nullable(rows, name) else None
        column = F(name)
        if self.is_reversed:
            return column.desc(nulls_last=nulls_last)
        return column.asc(nulls_last=nulls_last)


def _is_nullable(rows: QuerySet, name: str) -> bool:
    if name == "pk" or name in rows.query.annotations:
        return False
    return bool(rows.model._meta.get_field(name).null)

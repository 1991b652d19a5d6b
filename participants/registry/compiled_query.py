"""Questions to the database whose SQL is written once.

Django writes the SQL of a queryset anew each time. For the small questions behind a public answer
that takes ten times as long as the database needs for the answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import local
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]

# SQL is written for these numbers of keys; what is missing to the next is filled up. A list of
# 20 or 100 also reads the row before its page, which its cursor names.
SIZES = (0, 1, 21, 101, 500)
MOST_KEYS = SIZES[-1]


class CompiledQuery:
    """A `values_list` queryset of one form, asked again and again for other primary keys.

    form: makes the queryset from the keys, which it compares with columns. What depends on the
    time asks for `Now()`: Python's clock would stand still.
    """

    def __init__(self, form: Callable[..., QuerySet]) -> None:
        self.form = form
        self._statements = _Statements()

    def rows(self) -> list[Row]:
        """Return the rows of a queryset that needs no keys."""
        return self._statement(0).ask([])

    def rows_of(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows for some keys, at most MOST_KEYS."""
        if not keys:
            return []
        size = next(size for size in SIZES if size >= len(keys))
        return self._statement(size).ask([*keys, *[keys[-1]] * (size - len(keys))])

    def _statement(self, size: int) -> "_Statement":
        statements = self._statements.by_size
        if size not in statements:
            statements[size] = _Statement.of(self.form, size)
        return statements[size]


class _Statements(local):
    """What a thread has prepared; SQL is made for a connection, which belongs to one thread."""

    def __init__(self) -> None:
        self.by_size: dict[int, _Statement] = {}


@dataclass(frozen=True)
class _Statement:
    """SQL, and for each of its parameters a constant or the place of the key to put there."""

    compiler: SQLCompiler
    sql: str
    parameters: list[tuple[Any, int | None]]
    converters: dict[int, Any]

    @classmethod
    def of(cls, form: Callable[..., QuerySet], size: int) -> "_Statement":
        stand_ins = {-1_000_000 - place: place for place in range(size)}
        queryset = form(*stand_ins)
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        return cls(
            compiler,
            sql,
            [(parameter, stand_ins.get(parameter)) for parameter in parameters],
            compiler.get_converters([column for column, *_rest in compiler.select]),
        )

    def ask(self, keys: Sequence[int]) -> list[Row]:
        parameters = [
            constant if place is None else keys[place] for constant, place in self.parameters
        ]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        if not self.converters:
            return rows
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]

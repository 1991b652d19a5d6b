"""Questions to the database whose SQL is written once.

Django writes the SQL of a queryset anew each time. For the small questions behind a public answer
that takes ten times as long as the database needs for the answer.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from threading import local
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]
Key = int | str
AnyModel = TypeVar("AnyModel", bound=Model)

# SQL is written for these numbers of keys; what is missing to the next is filled up. A list of
# 20 or 100 also reads the row before its page, which its cursor names.
SIZES = (0, 1, 21, 101, 500)
MOST_KEYS = SIZES[-1]


def columns_of(model: type[Model], names: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the names of columns, or of all, in the order in which `from_db` takes values."""
    columns = (field.attname for field in model._meta.concrete_fields)
    return tuple(column for column in columns if names is None or column in names)


class CompiledQuery:
    """A `values_list` queryset of one form, asked again and again for other keys.

    form: makes the queryset from the keys, which it compares with columns. What depends on the
    time asks for `Now()`: Python's clock would stand still. are_texts: the keys are texts, such
    as slugs, and not the primary keys of a table.
    """

    def __init__(self, form: Callable[..., QuerySet], *, are_texts: bool = False) -> None:
        self.form = form
        self.are_texts = are_texts
        # SQL is made for a connection, which belongs to one thread.
        self._of_thread = local()

    def rows(self) -> list[Row]:
        return self._statement(0).ask([])

    def rows_of(self, keys: Sequence[Key]) -> list[Row]:
        """Return the rows for some keys, at most MOST_KEYS."""
        if not keys:
            return []
        size = next(size for size in SIZES if size >= len(keys))
        return self._statement(size).ask([*keys, *[keys[-1]] * (size - len(keys))])

    def _statement(self, size: int) -> "_Statement":
        statements: dict[Any, _Statement] = vars(self._of_thread)
        if size not in statements:
            stand_ins = [self._stand_in(place) for place in range(size)]
            statements[size] = _Statement.of(self.form, stand_ins)
        return statements[size]

    def _stand_in(self, place: int) -> Key:
        """Return what stands for a key while the SQL is written, and is no constant of it."""
        return f"key {place}" if self.are_texts else -1_000_000 - place


class CompiledObjects(Generic[AnyModel]):
    """The objects of a model that have some keys in a column, read with a compiled query.

    among: which of them, or all.
    """

    def __init__(
        self, model: type[AnyModel], column: str = "pk", among: QuerySet | None = None
    ) -> None:
        self.model = model
        self.columns = columns_of(model)
        some = model._default_manager.all() if among is None else among
        self._query = CompiledQuery(
            lambda *keys: some.filter(**{f"{column}__in": keys}).values_list(*self.columns)
        )

    def rows_of(self, keys: Sequence[int]) -> list[Row]:
        """Return the columns of the objects, at most MOST_KEYS keys."""
        return self._query.rows_of(keys)

    def made_of(self, rows: Iterable[Row]) -> list[AnyModel]:
        """Return the objects that have these columns."""
        return [self.model.from_db(None, self.columns, row) for row in rows]

    def of(self, keys: Sequence[int]) -> list[AnyModel]:
        """Return the objects, at most MOST_KEYS keys."""
        return self.made_of(self.rows_of(keys))


@dataclass(frozen=True)
class _Statement:
    """SQL, and for each of its parameters a constant or the place of the key to put there."""

    compiler: SQLCompiler
    sql: str
    parameters: list[tuple[Any, int | None]]
    converters: dict[int, Any]

    @classmethod
    def of(cls, form: Callable[..., QuerySet], stand_ins: Sequence[Key]) -> "_Statement":
        places = {stand_in: place for place, stand_in in enumerate(stand_ins)}
        queryset = form(*stand_ins)
        compiler = queryset.query.get_compiler(queryset.db)
        sql, parameters = compiler.as_sql()
        return cls(
            compiler,
            sql,
            [(parameter, places.get(parameter)) for parameter in parameters],
            compiler.get_converters([column for column, *_rest in compiler.select]),
        )

    def ask(self, keys: Sequence[Key]) -> list[Row]:
        parameters = [
            constant if place is None else keys[place] for constant, place in self.parameters
        ]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        if not self.converters:
            return rows
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]

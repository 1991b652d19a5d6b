"""The child rows of two versions, each beside the row that it was before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin import compare


@dataclass(frozen=True)
class Note:
    """A line that says what became of the whole row."""

    label: str
    row: Any

    def field_label(self) -> str:
        return self.label

    def htmldiff(self) -> SafeString:
        return escape(str(self.row))


class Row(compare.ChildObjectComparison):
    """One row in both versions, without the fields that are empty in both."""

    moved = 0

    def get_position_change(self) -> int:
        return self.moved

    @cached_property
    def all_fields(self) -> list[Any]:
        return super().get_field_comparisons()

    def has_changed(self) -> bool:
        return bool(self.is_addition() or self.is_deletion() or self.changed_fields)

    @property
    def changed_fields(self) -> list[Any]:
        return [field for field in self.all_fields if field.has_changed()]

    @property
    def filled_fields(self) -> list[Any]:
        return [field for field in self.all_fields if not field.is_empty]

    def is_the_same(self) -> bool:
        """Return whether it is one row, though stored anew: most of it is as it was."""
        if hasattr(self.obj_a, "locale_id"):
            return self.obj_a.locale_id == self.obj_b.locale_id
        return 2 * len(self.changed_fields) <= len(self.filled_fields)

    def get_field_comparisons(self) -> list[Any]:
        if self.is_addition():
            return [Note(_("Added"), self.obj_b), *self.filled_fields]
        if self.is_deletion():
            return [Note(_("Deleted"), self.obj_a), *self.filled_fields]
        if self.changed_fields:
            return self.filled_fields
        return [Note(_("Unchanged"), self.obj_b)]


class Rows(compare.ChildRelationComparison):
    """The rows of a relation in the order of the newer version, the deleted ones last."""

    def get_child_comparison(self, obj_a: Any, obj_b: Any) -> Row:
        return Row(self.field.related_model, self.field_comparisons, obj_a, obj_b)

    @cached_property
    def rows(self) -> list[Row]:
        old, new = _in_order(self.val_a), _in_order(self.val_b)
        partners = self.partners(old, new)
        rows = []
        for place, row in enumerate(new):
            before = partners.get(place)
            rows.append(self.get_child_comparison(None if before is None else old[before], row))
        if any(hasattr(row, "sort_order") for row in new):
            for place, moved in _moves(partners):
                rows[place].moved = moved
        kept = set(partners.values())
        gone = [row for place, row in enumerate(old) if place not in kept]
        return [*rows, *(self.get_child_comparison(row, None) for row in gone)]

    def partners(self, old: list[Any], new: list[Any]) -> dict[int, int]:
        """Return the place of each row in the older version by its place in the newer one.

        A key tells a row for certain. But rows that were never published have none, and those that
        an import wrote anew have another one, so the rest is matched by what it says.
        """
        keys = {row.pk: place for place, row in enumerate(old) if row.pk is not None}
        found = {place: keys[row.pk] for place, row in enumerate(new) if row.pk in keys}
        candidates = [
            (self.get_child_comparison(before, after), place, earlier)
            for place, after in enumerate(new)
            for earlier, before in enumerate(old)
            if place not in found and earlier not in found.values()
        ]
        likely = [candidate for candidate in candidates if candidate[0].is_the_same()]
        for _row, place, earlier in sorted(likely, key=lambda one: len(one[0].changed_fields)):
            if place not in found and earlier not in found.values():
                found[place] = earlier
        return found

    def get_child_comparisons(self) -> list[Row]:
        return self.rows

    @property
    def is_empty(self) -> bool:
        return not self.rows

    def has_changed(self) -> bool:
        return any(row.has_changed() or row.moved for row in self.rows)

    def htmldiff(self) -> SafeString:
        """Return rows that stand inside another row; Wagtail's template prints the outer ones."""
        return format_html_join("\n", "{}", ((_nested(row),) for row in self.rows))


def _in_order(manager: Any) -> list[Any]:
    rows = list(manager.all())
    places = {id(row): getattr(row, "sort_order", None) for row in rows}
    return sorted(rows, key=lambda row: (places[id(row)] is None, places[id(row)] or 0))


def _moves(partners: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield how far down each row has gone among those that are in both versions."""
    before = sorted(partners.values())
    for rank, place in enumerate(sorted(partners)):
        yield place, rank - before.index(partners[place])


def _nested(row: Row) -> SafeString:
    lines = [(field.field_label(), field.htmldiff()) for field in row.get_field_comparisons()]
    kind = "addition" if row.is_addition() else "deletion" if row.is_deletion() else ""
    return format_html(
        '<div class="comparison__child-object {}"><dl class="comparison__list">{}</dl></div>',
        kind,
        format_html_join("\n", "<dt>{}</dt><dd>{}</dd>", lines) or mark_safe(""),
    )

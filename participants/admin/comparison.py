"""What an editor sees when two versions of a participant are compared.

Wagtail leaves nested rows out, shows codes, "None" and "True", takes no notice of a change of
order or of a link's target, and takes a row that was stored anew for another one.
"""

import re
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import compare
from wagtail.admin.panels import TabbedInterface
from wagtail.images.edit_handlers import ImageFieldComparison
from wagtail.utils.text import text_from_html

from participants.admin.comparison_rows import Rows
from participants.values.dates import PartialDateField, parse_if_known

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
TARGET = re.compile(r"""\b(linktype|href|id)=["']([^"']*)["']""")
BLOCK_END = re.compile(r"(</(?:p|li)>)")
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')

# Colour alone says nothing to those who do not see it.
MARKS = {
    "deletion": '<span class="deletion"><del>{}</del></span>',
    "addition": '<span class="addition"><ins>{}</ins></span>',
    "equal": "{}",
}


def marked(changes: list[tuple[str, str]], separator: str = "") -> SafeString:
    """Return the pieces of a text with what was deleted and what was added marked as such."""
    pieces = ((format_html(MARKS[kind], text),) for kind, text in changes if text)
    return format_html_join(separator, "{}", pieces)


class ValueComparison(compare.FieldComparison):
    """Show a value as people write it, the old one before the new one, and nothing for none."""

    @property
    def is_empty(self) -> bool:
        return not any(
            self.shown(value) for value in (self.val_a, self.val_b) if value is not False
        )

    def shown(self, value: Any) -> str:
        """Return a value in the active language."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if isinstance(value, datetime):
            return str(localize(timezone.localtime(value)))
        return str(value)

    def htmldiff(self) -> SafeString:
        if not self.has_changed():
            return escape(self.shown(self.val_b))
        old, new = self.shown(self.val_a), self.shown(self.val_b)
        return marked([("deletion", old), ("addition", new)], " ")


class ChoiceComparison(ValueComparison):
    """Show the label of a choice."""

    def shown(self, value: Any) -> str:
        return str(dict(self.field.flatchoices).get(value, value or ""))


class DateComparison(ValueComparison):
    """Show a date of known precision in words, and whole: half a date is no date."""

    def shown(self, value: str) -> str:
        return str(parse_if_known(value) or value)


class ObjectComparison(ValueComparison):
    """Show the name of what is chosen."""

    def shown(self, value: Any) -> str:
        found = value and self.field.related_model._default_manager.filter(pk=value).first()
        return str(found or "")


class PictureComparison(ImageFieldComparison):
    """Show both pictures, and their titles, since two pictures can look alike when small."""

    def htmldiff(self) -> SafeString:
        old, new = self.get_objects()
        titles = [("deletion", old and old.title), ("addition", new and new.title)]
        return format_html("{}<p>{}</p>", super().htmldiff(), marked(titles, " "))


class TextComparison(ValueComparison):
    """Show which words of a text have changed."""

    def htmldiff(self) -> SafeString:
        difference = compare.diff_text(self.shown(self.val_a), self.shown(self.val_b))
        return marked(difference.changes)


class RichTextComparison(TextComparison):
    """Show which words and which targets of links have changed."""

    def shown(self, value: Any) -> str:
        return text_from_html(BLOCK_END.sub(r" \1", LINK.sub(_with_target, value or ""))).strip()

    def has_changed(self) -> bool:
        return BLOCK_KEY.sub("", self.val_a or "") != BLOCK_KEY.sub("", self.val_b or "")

    def htmldiff(self) -> SafeString:
        difference = super().htmldiff()
        if self.has_changed() and self.shown(self.val_a) == self.shown(self.val_b):
            note = _("The formatting has changed.")
            return format_html("{} ({})", difference, marked([("addition", note)]))
        return difference


class ThemesComparison(compare.M2MFieldComparison):
    """Show themes by their names, in whichever order they were chosen."""

    def get_items(self) -> tuple[list[Any], list[Any]]:
        old, new = (sorted(tags, key=str) for tags in (self.val_a, self.val_b))
        return old, new

    def htmldiff(self) -> SafeString:
        old, new = self.get_items()
        changes = [("equal" if theme in new else "deletion", str(theme)) for theme in old]
        changes += [("addition", str(theme)) for theme in new if theme not in old]
        return marked(changes, ", ")


READABLE: dict[Any, Any] = {
    compare.FieldComparison: ValueComparison,
    compare.ChoiceFieldComparison: ChoiceComparison,
    compare.ForeignObjectComparison: ObjectComparison,
    ImageFieldComparison: PictureComparison,
    compare.TextFieldComparison: TextComparison,
    compare.RichTextFieldComparison: RichTextComparison,
    compare.TagsFieldComparison: ThemesComparison,
}


def readable(comparison: partial) -> partial:
    """Return the comparison to use in place of Wagtail's, for rows and what stands in them too."""
    field, *rest = comparison.args
    if comparison.func is compare.ChildRelationComparison:
        fields = [readable(inner) for inner in rest[0]]
        return partial(Rows, field, fields, **comparison.keywords)
    if isinstance(field, PartialDateField):
        return partial(DateComparison, field)
    return partial(READABLE.get(comparison.func, comparison.func), field)


class ComparedTabs(TabbedInterface):
    """Tabs whose contents can be compared in two versions."""

    class BoundPanel(TabbedInterface.BoundPanel):
        def get_comparison(self) -> list[partial]:
            return [readable(comparison) for comparison in super().get_comparison()]


def _with_target(link: re.Match) -> str:
    target = " ".join(value for _name, value in TARGET.findall(link[1]))
    return f"{link[2]} [{target}]"

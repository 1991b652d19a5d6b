"""What people call the columns: the labels of editor, listing and join form, in every language."""

from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from participants.exports.columns import Column, columns
from participants.importer.planning.participant_row import FIGURE_FIELDS, FIGURE_PARTS, PROBLEM
from participants.importer.planning.words import Words, gathered
from participants.importer.reading.columns import KnownColumns
from participants.models import LINKS, Figure, Measure, Participant, ParticipantText
from participants.values.languages import content_languages
from participants.values.word_lists import word_table

OF_PARTICIPANT = (
    *("number", "slug", "name_local", "kind", "country", "status", "joined_on", "left_on"),
    *("latitude", "longitude", "themes", *LINKS, "distinct_from"),
)
OF_TEXT = {"name": "name", "location": "location_note"}


def column_words(written: Iterable[Column]) -> Words:
    """Return the columns by folded label; several where a label can mean several."""
    return gathered(_labels(list(written)))


def _labels(written: list[Column]) -> Iterator[tuple[str, str]]:
    for name, words in word_table("columns").items():
        for word in words:
            yield word, name
    for language in content_languages():
        with override(language):
            for column in written:
                yield str(column.description), column.name
            for name in OF_PARTICIPANT:
                yield _label(Participant, name), name
            yield _("Membership"), "events"
            for prefix, name in OF_TEXT.items():
                yield from _in_a_language(prefix, _label(ParticipantText, name), language)
            yield from _in_a_language("name", _("Name"), language)
            for measure in Measure:
                yield from _of_measure(measure)


def _label(model: type[Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _in_a_language(prefix: str, label: str, of_label: str) -> Iterator[tuple[str, str]]:
    """Yield the labels of a text that there is one of in each language.

    of_label: the language of the label, which is meant where no other is named.
    """
    yield label, f"{prefix}_{of_label}"
    for code in content_languages():
        info = get_language_info(code)
        for language in (code, info["name"], info["name_local"], info["name_translated"]):
            for pattern in ("{label} {language}", "{language} {label}", "{label} ({language})"):
                yield pattern.format(label=label, language=language), f"{prefix}_{code}"
            for pattern in ("{label} in {language}", "{label} en {language}"):
                yield pattern.format(label=label, language=language), f"{prefix}_{code}"


def _of_measure(measure: Measure) -> Iterator[tuple[str, str]]:
    of_measure = [str(measure.label), *word_table("columns_of_measures")[measure.value]]
    for word in of_measure:
        yield word, measure.value
    for part in FIGURE_PARTS:
        label = _label(Figure, FIGURE_FIELDS.get(part, part[1:]))
        for word in (label, *word_table("columns_of_parts").get(part, ())):
            # Alone it can be said of each measure, and is asked about.
            yield word, f"{measure.value}{part}"
            for what in of_measure:
                for pattern in ("{what} {word}", "{word} {what}", "{word} de la {what}"):
                    yield pattern.format(what=what, word=word), f"{measure.value}{part}"


def known_columns() -> KnownColumns:
    """Return the columns that a file may have, known by their names and by their labels."""
    written = columns(includes_drafts=True)
    unread = {"live", PROBLEM}
    return KnownColumns({*written, *unread}, column_words(written.values()), unread)

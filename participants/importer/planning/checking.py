"""Whether a row may be applied, and where in the row the fault lies if not."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participants.importer.planning.matching import Conflict
from participants.importer.planning.participant_row import (
    FIGURE_FIELDS,
    FIGURE_PARTS,
    Fault,
    ParticipantRow,
)
from participants.importer.planning.words import choice_words
from participants.models import Participant, Status
from participants.models.publication import Errors
from participants.registry.bulk.saving import check
from participants.values.folding import fold, name_key
from participants.values.languages import default_language
from participants.values.written.dates import NotADateError, TwoDatesError, read_date

DATES = {"left_on"}
STATUS = "status"
COLUMNS_OF_RELATIONS = {"events": "events", "number": "number"}


class BrokenRules(Exception):  # noqa: N818  it is a state of the data, not a failure of ours
    """Says which rules a row breaks."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(fault.message for fault in faults))
        self.faults = faults


def check_row(row: ParticipantRow, participant: Participant) -> None:
    """Hold the rules. participant: with the row applied. Raises BrokenRules."""
    try:
        check(participant)
    except ValidationError as error:
        found = {**_by_field(error), **_figures(row, participant), **_relations(participant)}
        if not any(found.values()):
            found = {"": error.messages}
        raise BrokenRules(
            [
                Fault(row.row, column, "", message)
                for column, messages in found.items()
                for message in messages
            ]
        ) from error


def _by_field(error: ValidationError) -> Errors:
    if not hasattr(error, "error_dict"):
        return {}
    errors = error.message_dict
    return {"" if name == "__all__" else name: errors[name] for name in errors}


def _figures(row: ParticipantRow, participant: Participant) -> Errors:
    """Return what is wrong with the figures that the row states, by column."""
    columns = {FIGURE_FIELDS.get(part, part[1:]): part for part in FIGURE_PARTS}
    errors: Errors = {}
    for figure in participant.figures.all():
        if not figure.is_shown or figure.measure not in row.figures:
            continue
        try:
            figure.clean()
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                errors[f"{figure.measure}{columns[field]}"] = messages
    return errors


def _relations(participant: Participant) -> Errors:
    """Return what is wrong with the rows together, and with publishing, by column."""
    errors: Errors = {}
    groups = [participant.relation_errors()]
    if participant.live:
        groups.append(participant.publication_errors())
    for group in groups:
        for name, messages in group.items():
            # A history that makes no sense is not admitted either; the first reason is enough.
            errors.setdefault(COLUMNS_OF_RELATIONS.get(name, ""), messages)
    return errors


def missing_cells(row: ParticipantRow) -> list[Fault]:
    """Return the faults of a new participant that lacks what every participant has."""
    name = f"name_{default_language()}"
    given = {name: row.names.get(default_language()), "kind": row.kind, "country": row.country}
    return [
        Fault(row.row, column, "", _("A new participant needs this cell."))
        for column, value in given.items()
        if not value
    ]


def check_computed(
    row: ParticipantRow, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Refuse a cell that contradicts what the registry works out, before and after the change."""
    for column, given in row.computed.items():
        if not any(_says(column, given, text) for text in (before.get(column, ""), after[column])):
            raise Conflict(
                column,
                given,
                _("The registry works this out itself, as “%(value)s”. Empty the cell.")
                % {"value": after[column]},
            )


def _says(column: str, given: str, text: str) -> bool:
    """Return whether a cell says what the registry has worked out.

    It is only compared, so that what a spreadsheet program has made of it does no harm: spaces
    that it cannot write, another form of a date.
    """
    if column in DATES:
        return text in _dates(given)
    if column == STATUS:
        return text in choice_words(Status).get(name_key(given), ())
    return fold(given) == fold(text)


def _dates(given: str) -> set[str]:
    """Return the dates that a cell can mean."""
    try:
        return {read_date(given).iso}
    except TwoDatesError as error:
        return set(error.readings.values())
    except NotADateError:
        return set()

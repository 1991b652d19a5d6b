"""Whether a row may be applied, and speaks of whom it names; where the fault lies if not."""

from collections.abc import Iterator, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from participants.importer.planning.matching import Conflict
from participants.importer.planning.participant_row import (
    FIGURE_FIELDS,
    FIGURE_PARTS,
    ParticipantRow,
)
from participants.importer.planning.words import choice_words
from participants.importer.reading.faults import Fault, Remark, quoted
from participants.models import Participant, Status
from participants.models.identity.authority import are_near, own_names
from participants.models.identity.matching import described, identity_of
from participants.models.publication import Errors
from participants.registry.bulk.saving import check
from participants.values.countries import country_name
from participants.values.languages import default_language
from participants.values.text import WrongValue, fold, name_key
from participants.values.written_dates import TwoDatesError, read_date

COLUMNS_OF_RELATIONS = {"events": "events", "number": "number"}


class BrokenRules(Exception):  # noqa: N818  it is a state of the data, not a failure of ours
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
    if column == "left_on":
        return text in _dates(given)
    if column == "status":
        return text in choice_words(Status).get(name_key(given), ())
    return fold(given) == fold(text)


def _dates(given: str) -> set[str]:
    try:
        return {read_date(given).iso}
    except TwoDatesError as error:
        return set(error.readings.values())
    except WrongValue:
        return set()


def check_identity(row: ParticipantRow, versions: Sequence[Participant]) -> list[Remark]:
    """Hold that a row speaks of the participant that its number or its slug names.

    versions: the participant, before the row is applied, as editors and as visitors see it. Two
    keys that agree are enough, or one with its country, or one with a name that is like one of its
    own; a name in a language that had none contradicts nothing. Returns a remark where the name is
    unlike all that it had. Raises Conflict.
    """
    newest = versions[0]
    if row.number is None and row.slug is None:
        return []
    if any(_has_like_name(row, version) for version in versions):
        return []
    has_both_keys = row.number == newest.number and row.slug == newest.slug
    has_its_country = row.country == newest.country
    says_nothing_else = row.country is None and not _renamed(row, newest)
    if has_both_keys or has_its_country or says_nothing_else:
        return [_renaming(row, newest, name) for name in [*_all_names(row)][:1]]
    key = "number" if row.number is not None and row.number == newest.number else "slug"
    raise Conflict(
        key,
        getattr(row, key),
        _(
            "This is the key of %(known)s, but the row speaks of %(told)s. Correct it. If the "
            "authority has another name now, write its number, its slug and its country."
        )
        % {"known": _placed(described(newest), newest.country), "told": _speaks_of(row)},
    )


def _has_like_name(row: ParticipantRow, participant: Participant) -> bool:
    stated = own_names(_all_names(row))
    identity = identity_of(participant)
    known = (*identity.names, *own_names([participant.slug.replace("-", " ")]))
    return any(are_near(one, other) for one in stated for other in known) or any(
        f" {' '.join(name)} " in note for name in stated for note in identity.former
    )


def _renamed(row: ParticipantRow, participant: Participant) -> bool:
    """Return whether a name of the row would take the place of another one."""
    stored = {text.locale.language_code for text in participant.texts.all() if text.name}
    return not stored.isdisjoint(row.names) or bool(row.name_local and participant.name_local)


def _renaming(row: ParticipantRow, participant: Participant, name: str) -> Remark:
    column = next(
        (f"name_{code}" for code, said in row.names.items() if said == name), "name_local"
    )
    sentence = _("This name is unlike those of %(known)s. Is it the same authority?")
    return Remark(row.row, column, name, sentence % {"known": described(participant)})


def _speaks_of(row: ParticipantRow) -> str:
    name = next(_all_names(row), "")
    stated = quoted(name) if name else ""
    return _placed(stated, row.country) if row.country else stated


def _placed(name: str, country: str) -> str:
    return ", ".join(filter(None, [name, country_name(country)]))


def _all_names(row: ParticipantRow) -> Iterator[str]:
    yield from row.names.values()
    if row.name_local:
        yield row.name_local

"""What the finder shows beside its lists: choices with counts, what is chosen, ways to go on."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.finder.choices import Option
from alliance_pages.finder.finder import Finder
from alliance_pages.finder.parameters import VIEWS
from alliance_pages.finder.question import Fault
from participants.api.reader import Reader
from participants.api.representations import (
    BODY_KINDS,
    META_KINDS,
    represent_rows,
)
from participants.api.shapes import Count, item_shape
from participants.registry.listing.shapes import Link, Text

NAMED = ("html_url", "locale", "name", "country")
Parameter = Annotated[Text, Field(description="As the address of the page has it.")]


class FinderFault(TypedDict):
    """A parameter that was left out."""

    parameter: Parameter
    message: Annotated[Text, Field(description="Why, for visitors.")]


class FinderOption(TypedDict):
    """A value that can be chosen."""

    value: str
    label: Text
    count: Annotated[int | None, Field(description="How many there would be; null of an order.")]
    is_chosen: bool
    html_url: Annotated[Link, Field(description="The same with it.")]


class FinderChoice(TypedDict):
    """A parameter with its values."""

    parameter: Parameter
    label: Text
    any: Annotated[Text | None, Field(description="What it is called that none is chosen.")]
    options: list[FinderOption]


class ChosenValue(TypedDict):
    """A value that is chosen."""

    parameter: Parameter
    label: Text
    html_url: Annotated[Link, Field(description="The same without it.")]


class FinderView(TypedDict):
    """A way to show the same."""

    view: Annotated[str, Field(json_schema_extra={"enum": list(VIEWS)})]
    label: Text
    is_current: bool
    html_url: Link


class FinderProposal(TypedDict):
    """A filter to leave out."""

    parameter: Parameter
    label: Text
    count: Count
    html_url: Link


class FormerCount(TypedDict):
    """Those that took part once, of what all filters but participation keep."""

    count: Count
    html_url: Link


ALIKE: Any = item_shape("ParticipantAlike", META_KINDS, BODY_KINDS, NAMED)


class FinderParts(TypedDict):
    """What stands beside the list: all for people, in the language of the page."""

    total: Annotated[Count, Field(description="Of the same participation, whatever is chosen.")]
    heading: Annotated[Text, Field(description="How many are found, of how many.")]
    former: Annotated[FormerCount | None, Field(description="Where they are not listed.")]
    faults: list[FinderFault]
    choices: list[FinderChoice]
    chosen: list[ChosenValue]
    views: list[FinderView]
    alike: Annotated[
        list[ALIKE], Field(description="With names like what was searched for in vain.")
    ]
    proposals: Annotated[list[FinderProposal], Field(description="Where nobody was found.")]


def represent_faults(faults: Iterable[Fault]) -> list[FinderFault]:
    return [{"parameter": fault.parameter, "message": fault.sentence} for fault in faults]


def represent_finder(finder: Finder, reader: Reader, at: Callable[[str], str]) -> FinderParts:
    """Return the finder in the active language. at: returns the address of a query on the page."""
    is_empty = not finder.count

    def options(parameter: str, choices: list[Option]) -> list[FinderOption]:
        return [
            {
                "value": option.value,
                "label": option.label,
                "count": option.count,
                "is_chosen": option.is_chosen,
                "html_url": at(finder.question.query(**{parameter: option.value, "page": None})),
            }
            for option in choices
        ]

    return {
        "total": finder.total,
        "heading": finder.heading,
        "former": {"count": finder.former, "html_url": at(finder.former_query)}
        if finder.former_query
        else None,
        "faults": represent_faults(finder.question.faults),
        "choices": [
            {
                "parameter": choice.parameter,
                "label": choice.label,
                "any": choice.any,
                "options": options(choice.parameter, choice.options),
            }
            for choice in finder.choices
        ],
        "chosen": [
            {"parameter": one.parameter, "label": one.label, "html_url": at(one.query)}
            for one in finder.chosen
        ],
        "views": [
            {
                "view": view.name,
                "label": view.label,
                "is_current": view.is_current,
                "html_url": at(view.query),
            }
            for view in finder.views
        ],
        "alike": represent_rows(finder.alike, reader, NAMED) if is_empty else [],
        "proposals": [
            {
                "parameter": proposal.parameter,
                "label": proposal.label,
                "count": proposal.count,
                "html_url": at(proposal.query),
            }
            for proposal in (finder.proposals if is_empty else ())
        ],
    }

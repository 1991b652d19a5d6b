"""Reading query parameters strictly: what is unknown or malformed is a 400 that names it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

from django.http import QueryDict
from wagtail.api.v2.utils import BadRequestError, FieldsParameterParseError, parse_fields_parameter

from participants.models.search import MOST_TERMS
from participants.values.dates import read_day
from participants.values.languages import content_languages, default_language
from participants.values.place import FARTHEST_KM, Box, Point
from participants.values.text import words

Value = TypeVar("Value")

DIGITS = re.compile(r"[0-9]{1,9}")
DECIMAL = re.compile(r"-?[0-9]{1,5}(\.[0-9]{1,15})?")
# As programs write a number of JSON.
JSON_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
DEFAULT_LIMIT = 20
HIGHEST_LIMIT = 100
DEFAULT_RADIUS_KM = 100
LONGEST_SEARCH = 200
LONGEST_FIELDS = 1_000
YEAR = re.compile(r"[0-9]{4}")
MOST_YEARS = 100
MOST_ORDERED_BY = 2
# How links on the site are written: as paths, or with its host.
LINKS = "links"
RELATIVE = "relative"
LINK_FORMS = (RELATIVE, "full")


def refuse(name: str, reason: str) -> NoReturn:
    raise BadRequestError(f"{name}: {reason}")


def check_parameters(query: QueryDict, known: frozenset[str]) -> None:
    """Refuse parameters that are unknown, given twice, or hold a null character."""
    unknown = sorted(name for name in query if name not in known)
    if unknown:
        possible = f"Known are: {', '.join(sorted(known))}." if known else "None is known here."
        raise BadRequestError(
            f"unknown query parameter: {printable(', '.join(unknown))}. {possible}"
        )
    for name, values in query.lists():
        if len(values) > 1:
            refuse(name, "given more than once; separate several values with commas.")
        if "\x00" in values[0]:
            refuse(name, "must not contain null characters.")


def printable(text: str) -> str:
    """Return a short form of foreign text that is safe to repeat in a message."""
    shortened = text if len(text) <= 60 else f"{text[:60]}…"
    return "".join(character for character in shortened if character.isprintable())


def read_whole_number(query: QueryDict, name: str, default: int) -> int:
    """Return a parameter as a number from 0 to 999,999,999."""
    text = query.get(name)
    if text is None:
        return default
    if not DIGITS.fullmatch(text):
        refuse(name, "must be a whole number from 0 to 999999999.")
    return int(text)


def read_limit(query: QueryDict) -> int:
    """Return how many items to give; 20 unless said, at most 100."""
    limit = read_whole_number(query, "limit", DEFAULT_LIMIT)
    if limit > HIGHEST_LIMIT:
        refuse("limit", f"cannot be higher than {HIGHEST_LIMIT}.")
    return limit


def read_date(query: QueryDict, name: str) -> date | None:
    """Return a parameter as a day, or None where it is absent."""
    text = query.get(name)
    if text is None:
        return None
    day = read_day(text)
    if day is None:
        refuse(name, f"“{printable(text)}” is not a day; write it as 2014-12-05.")
    return day


def read_years(query: QueryDict) -> list[int]:
    """Return the years that `year` names."""
    text = query.get("year")
    if text is None:
        return []
    years = list(dict.fromkeys(text.split(",")))
    if len(years) > MOST_YEARS or not all(map(YEAR.fullmatch, years)):
        refuse("year", f"“{printable(text)}” is not written as years; write 2014 or 2014,2015.")
    return [int(year) for year in years]


def read_choices(query: QueryDict, name: str, choices: Mapping[str, Any]) -> list[str]:
    """Return the comma-separated values of a parameter, each once, and among the choices."""
    text = query.get(name)
    if text is None:
        return []
    values = list(dict.fromkeys(text.split(",")))
    for value in values:
        if value not in choices:
            refuse(name, f"“{printable(value)}” is none of: {', '.join(sorted(choices))}.")
    return values


def read_language(query: QueryDict) -> str:
    """Return the language of `locale`, or the main one."""
    wanted = read_choices(query, "locale", dict.fromkeys(content_languages()))
    if len(wanted) > 1:
        refuse("locale", "name one language.")
    return wanted[0] if wanted else default_language()


def are_links_relative(query: QueryDict) -> bool:
    """Tell whether links on the site are wanted without its host. Raises BadRequestError."""
    chosen = read_choices(query, LINKS, dict.fromkeys(LINK_FORMS))
    if len(chosen) > 1:
        refuse(LINKS, "name one form.")
    return chosen == [RELATIVE]


def read_search(query: QueryDict) -> str | None:
    """Return the search text, or None where there is none."""
    if "search" not in query:
        return None
    if query["search"].count('"') % 2:
        refuse("search", "has a quotation mark without its partner.")
    return read_words(query, "search")


def read_words(query: QueryDict, name: str) -> str:
    """Return the text of a parameter, which has words to look for and no operators."""
    text = query.get(name)
    if text is None:
        refuse(name, "must be given.")
    if len(text) > LONGEST_SEARCH or len(text.split()) > MOST_TERMS:
        refuse(name, f"cannot be longer than {LONGEST_SEARCH} characters or {MOST_TERMS} words.")
    if not words(text):
        refuse(name, "needs a letter or a digit.")
    return text


def read_decimals(query: QueryDict, name: str, form: str) -> list[float] | None:
    """Return the comma-separated numbers of a parameter, as many as its form has names."""
    text = query.get(name)
    if text is None:
        return None
    numbers = text.split(",")
    if len(numbers) != form.count(",") + 1 or not all(map(DECIMAL.fullmatch, numbers)):
        refuse(name, f"“{printable(text)}” is not written as {form}, in decimal numbers.")
    return [float(number) for number in numbers]


def check_range(name: str, what: str, value: float, limit: float) -> None:
    """Refuse a number of degrees outside of -limit to limit."""
    if abs(value) > limit:
        refuse(name, f"the {what} {value:g} lies outside of -{limit:g} to {limit:g} degrees.")


def read_box(query: QueryDict) -> Box | None:
    """Return the area of `bbox`; one whose west lies east of its east crosses the antimeridian."""
    numbers = read_decimals(query, "bbox", "west,south,east,north")
    if numbers is None:
        return None
    box = Box(*numbers)
    for what, value in (("west", box.west), ("east", box.east)):
        check_range("bbox", what, value, 180)
    for what, value in (("south", box.south), ("north", box.north)):
        check_range("bbox", what, value, 90)
    if box.south > box.north:
        refuse("bbox", "the south lies north of the north; the order is west,south,east,north.")
    return box


def read_circle(query: QueryDict) -> tuple[Point, float] | None:
    """Return the point of `near` and the radius `within_km` around it; 100 km unless said."""
    numbers = read_decimals(query, "near", "latitude,longitude")
    within_km = read_radius(query)
    if numbers is None:
        if "within_km" in query:
            refuse("within_km", "goes with near=latitude,longitude.")
        return None
    point = Point(*numbers)
    check_range("near", "latitude", point.latitude, 90)
    check_range("near", "longitude", point.longitude, 180)
    return point, within_km


def read_radius(query: QueryDict) -> float:
    """Return the kilometres of `within_km`; 100 unless said."""
    text = query.get("within_km")
    if text is None:
        return DEFAULT_RADIUS_KM
    if not JSON_NUMBER.fullmatch(text):
        refuse("within_km", f"“{printable(text)}” is not written as kilometres, in a number.")
    within_km = float(text)
    if not 0 < within_km <= FARTHEST_KM:
        refuse("within_km", f"must be more than 0 and at most {FARTHEST_KM:.0f}.")
    return within_km


def read_order(query: QueryDict, columns: Mapping[str, Value]) -> list[tuple[Value, bool]]:
    """Return by what `order` asks to order, each with whether it goes the other way round."""
    text = query.get("order")
    if text is None:
        return []
    given = text.split(",")
    if len(given) > MOST_ORDERED_BY:
        refuse("order", f"cannot have more than {MOST_ORDERED_BY} fields.")
    chosen: dict[str, tuple[Value, bool]] = {}
    for field in given:
        name = field.removeprefix("-")
        if name not in columns:
            refuse(
                "order",
                f"“{printable(field)}” is none of: {', '.join(sorted(columns))}, "
                "each with “-” before it for the other way round.",
            )
        if name in chosen:
            refuse("order", f"“{name}” is given twice.")
        chosen[name] = columns[name], field.startswith("-")
    return list(chosen.values())


def read_fields(query: QueryDict) -> list[tuple[str, bool, Any]]:
    """Return the parsed `fields` parameter: (name, is negated, None) for each field.

    Relations come complete with their field; nested lists of fields are refused, so that no
    address can ask for more than a fixed number of queries.
    """
    text = query.get("fields")
    if text is None:
        return []
    if len(text) > LONGEST_FIELDS:
        refuse("fields", f"cannot be longer than {LONGEST_FIELDS} characters.")
    if "(" in text:
        refuse("fields", "nested fields are not offered; a field comes complete.")
    try:
        return parse_fields_parameter(text)
    except FieldsParameterParseError as error:
        refuse("fields", f"{error}.")


def select_fields(query: QueryDict, available: list[str], default: list[str]) -> list[str]:
    """Return the names of the fields to give, in the order of those available.

    "*" begins with all of them, "_" with none, "-name" leaves one out.
    """
    config = read_fields(query)
    chosen = set(default)
    if config and config[0][0] in {"*", "_"}:
        chosen = set(available) if config[0][0] == "*" else set()
        config = config[1:]
    for name, is_negated, _nested in config:
        if name not in available:
            refuse("fields", f"“{printable(name)}” is none of: {', '.join(available)}.")
        if is_negated:
            chosen.discard(name)
        else:
            chosen.add(name)
    return [name for name in available if name in chosen]

"""Statements about the Alliance's size, numbers, accessions and figures, held against facts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from alliance_pages.checks.passages import Passage, Span
from alliance_pages.checks.registry_facts import CITIES, REGIONS, Named, RegistryFacts, Size
from alliance_pages.checks.written_counts import (
    DATE,
    NUMBER,
    ORDINAL,
    Count,
    count_of,
    date_of,
    value_of,
)
from alliance_pages.models.remark import Remark, Rule
from participants.models.parts.figure import Measure
from participants.values.dates import PartialDate, parse_if_known

# Words between a number and what is counted.
_BETWEEN = (
    r"(?:(?:or|and|other|all|its|the|member|local|regional|participating|european|alliance)\s)"
)
_ALL = (
    r"cities(?:,? towns)?,? (?:and|&) (?:other )?regions|towns(?:,? cities)?,? and regions"
    r"|(?:local (?:and|or) regional )authorities|participants?|participating \w+|member \w+|members"
    r"|partenaires|participantes?|membres|villes et (?:de |des )?regions|villes, \w+ et regions"
    r"|collectivites(?: locales)?(?: et regionales)?"
)
_CITIES = r"cities|towns|municipalities|villes|communes|municipalites"
_REGIONS = r"regions"
_COUNTRIES = r"(?:european |member )?(?:countries|states)|pays|etats(?: membres)?"
_UNITS: dict[str, str] = {
    "total": _ALL,
    "cities": rf"(?:{_CITIES})(?! and| et )",
    "regions": rf"(?:{_REGIONS})(?! and| et )",
    "total_loose": r"authorities|local authorities",
    "countries": _COUNTRIES,
}
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_WHOSE = r"(?: (?:of|to|in|from|de|a|dans) (?:the |l')alliance)?"
COUNTED = re.compile(rf"{NUMBER}\s*{_BETWEEN}{{0,3}}(?:{_UNIT})\b({_WHOSE})")
GROWN = re.compile(
    r"(?:number|total|nombre) (?:of|de|d'|des) ?(?:the |les )?(?:\w+ )?"
    rf"(?:{_ALL}|{_CITIES}|{_REGIONS}|(?P<countries>{_COUNTRIES}))\b[^.;,]{{0,30}}?"
    r"(?:\bto|\bis|\breached|\bat|\bof|:| a|\best de|\batteint|\bde)\s+" + NUMBER
)

OF_ALLIANCE = re.compile(
    r"\b(?:alliance|network|reseau|participa\w*|take part|takes part|taking part|members?|membres?"
    r"|joined|join|joining|rejoin\w+|rejoint\w*|adher\w+|cities and regions|villes et regions)\b"
)
OF_OTHERS = re.compile(
    r"\b(?:romact|romed2?|dosta|prize|prix|declaration|signator\w+|signataires?|signed|signe\w*"
    r"|questionnaire|answered|repondu|fund|fonds|applied|workshops?|seminars?|conferences?"
    r"|ateliers?|seminaires?|meeting|reunion|attended|languages|langues)\b"
)
# A few are a part of them; what is said of all of them says so.
FEW = 15
OF_ALL = re.compile(
    r"\b(?:counts?|now|today|unites?|brings? together|has|comprises?|totals?|altogether|in all"
    r"|compte|reunit|rassemble|regroupe|comprend|aujourd'hui|desormais|au total|countries|pays)\b"
)

MEMBER = r"(?:participante?s?|members?|membres?|to join|to take part|a rejoindre|a adherer)"
_AUTHORITY = (
    r"(?:authority|city|town|region|municipality|ville|region|commune|municipalite|collectivite)"
)
ORDINALLY = re.compile(
    rf"{ORDINAL}\s+(?:(?:new|official|local|regional|or|and|alliance|nouvelle?|locale|regionale"
    rf"|ou|et|authority|city|region|collectivite|ville)\s)*?"
    rf"(?P<sure>participating|{MEMBER}\b|{_AUTHORITY} participante)?(?P<loose>\b{_AUTHORITY}\b)?"
)
NUMBERED = re.compile(r"\bparticipante? (?:number|numero|no\.?|n°|nr\.?)\s*(?P<digits>\d+)")

_PART = r"(?:member|participant|participante|membre|part|partie)"
JOINED = re.compile(
    r"\b(?:join(?:ed|s|ing)?|admitted|admission|acceded|accession|entered|signed up"
    r"|rejoi[gn]\w+|rejoint\w*|adher\w+|adhesion|admise?|entree? dans|integre\w*"
    rf"|{_PART} (?:of the (?:alliance|network) |de l'alliance |du reseau )?(?:since|depuis)"
    r"|(?:taken|takes|taking) part|participe\w*|participating"
    rf"|(?:became|becomes|devien\w+|devenue?|devint) (?:an? |the |une? |la |le )?{_PART})\b"
)
_YEAR_BEFORE = re.compile(rf"(?:^|\b)(?:in|since|en|depuis|on|le)\s+{DATE}")
_YEAR_AFTER = re.compile(rf"[^,;:]{{0,60}}?{DATE}")

_NOT_PERSONS = (
    r"(?! (?:women|famil|child|pupil|student|mediator|voter|household|girl|boy|youth|young|mayor"
    r"|candidate|settlement|organi|and sinti|and travellers team|et sinti|communit|network|issue))"
)
_ROMA_PERSONS = "(?:(?:members )?of the )?roma|roms|personnes roms|membres de la communaute rom"
ROMA = rf"(?:{_ROMA_PERSONS})\b{_NOT_PERSONS}"
RESIDENTS = r"(?:inhabitants|residents|citizens|habitantes?|habitants|people live|personnes vivent)"
_FEW_WORDS = r"(?:(?:local|registered|of its|other|unofficial)\s)?"
FIGURES = {
    Measure.ROMA_POPULATION: re.compile(rf"{NUMBER}\s*{_FEW_WORDS}(?:{ROMA})"),
    Measure.POPULATION: re.compile(rf"{NUMBER}\s*{_FEW_WORDS}(?:{RESIDENTS})\b"),
}
POPULATION_OF = re.compile(
    r"(?<!roma )(?:(?:population|habitants) (?:of|is|was|de|est de|etait de)"
    rf"|\b(?:city|town|municipality|ville|commune) (?:of|de))\s+{NUMBER}(?!\s*ro)"
)
ROMA_OF = re.compile(
    r"(?:roma (?:population|community)|(?:population|communaute) rom)"
    rf" (?:of|is|was|numbers|de|est de|compte|:)\s+{NUMBER}"
)


@dataclass(frozen=True)
class Context:
    """What texts are held against.

    subjects: keys of the participants whose accession the page announces; date: its date, ISO 8601
    as far as it is known, or empty where it holds for today alone.
    """

    facts: RegistryFacts
    language: str
    subjects: list[int] = field(default_factory=list)
    date: str = ""

    @property
    def when(self) -> PartialDate | None:
        return parse_if_known(self.date)

    @property
    def sizes(self) -> list[Size]:
        """Return the sizes of which any may be meant: today's, and those of the page's date."""
        found = [self.facts.today]
        if self.when:
            today = timezone.now().date()
            days = {min(self.when.earliest, today), min(self.when.latest, today)}
            found += [self.facts.on(day) for day in sorted(days)]
        return found


def number_remarks(passage: Passage, context: Context) -> Iterator[Remark]:
    """Yield what a passage says in numbers and the registry does not."""
    text, names = passage.plain, context.facts.participants_in(passage)
    for sentence in passage.sentences():
        here = [key for place, key in names if sentence[0] <= place < sentence[1]]
        keys = here or context.subjects
        named = [context.facts.named(key) for key in dict.fromkeys(keys)]
        yield from _counts(passage, text, sentence, context)
        yield from _ordinals(passage, text, sentence, named, context)
        yield from _accessions(passage, text, sentence, named, context)
        before = [key for place, key in names if place < sentence[0]]
        nearest = here or before[-1:] or context.subjects
        yield from _figures(passage, text, sentence, list(dict.fromkeys(nearest)), context)


def _counts(passage: Passage, text: str, sentence: Span, context: Context) -> Iterator[Remark]:
    said = text[sentence[0] : sentence[1]]
    for match in COUNTED.finditer(text, *sentence):
        unit = next(name for name in _UNITS if match[name])
        count = count_of(*match.groups()[:3])
        is_whole = context.language != "fr" or unit == "total" or not _is_narrowed(text, match)
        if count.number > 1 and is_whole and _is_of_alliance(unit, count, match, said):
            yield from _count(passage, match.span(), unit, count, context)
    for match in GROWN.finditer(text, *sentence):
        unit = "countries" if match["countries"] else "total"
        if not OF_OTHERS.search(said):
            count = count_of(*match.groups()[-3:])
            yield from _count(passage, match.span(), unit, count, context)


def _is_of_alliance(unit: str, count: Count, match: re.Match, said: str) -> bool:
    """Tell whether a sentence counts those of the Alliance, and all of them."""
    if match.groups()[-1]:
        return True
    if OF_OTHERS.search(said) or (count.number < FEW and not OF_ALL.search(said)):
        return False
    return unit == "total" or bool(
        OF_ALLIANCE.search(match.string if unit == "countries" else said)
    )


_FOLLOWS = re.compile(
    r"\s*(?:$|[^\w\s]|(?:et|de|d'|des|du|en|qui|dont|ont|sont|participent|font|y|membres?|a|au|aux"
    r"|dans|avec|pour|participante?s?)\b)"
)


def _is_narrowed(text: str, match: re.Match) -> bool:
    """Tell whether a French adjective follows, as in "trois villes grecques"."""
    return not _FOLLOWS.match(text, match.end())


_MEANT: dict[str, Callable[[Size], set[int]]] = {
    "total": lambda size: {size.total},
    "total_loose": lambda size: {size.total},
    "countries": lambda size: {size.countries},
    "cities": lambda size: {
        size.total,
        size.by_kind["city"],
        size.by_kind["city"] + size.by_kind["metropolitan_city"],
        sum(size.by_kind[kind] for kind in CITIES),
    },
    "regions": lambda size: {
        size.by_kind["region"],
        sum(size.by_kind[kind] for kind in REGIONS),
    },
}


def _count(
    passage: Passage, span: Span, unit: str, count: Count, context: Context
) -> Iterator[Remark]:
    meant = _MEANT[unit]
    sizes = context.sizes
    then = sorted({number for size in sizes[1:] for number in meant(size)})
    # An article of a year in which the registry grew may have been right on any of its days.
    is_between = bool(then) and any(map(count.fits, range(then[0], then[-1] + 1)))
    if is_between or any(map(count.fits, meant(context.facts.today))):
        return
    main = {"countries": "countries", "cities": "cities", "regions": "regions"}.get(unit, "total")
    known = {
        "unit": main,
        "participants": context.facts.today.total,
        "countries": context.facts.today.countries,
        "counted": max(meant(context.facts.today) - {context.facts.today.total}, default=None),
        "then": [size.total if main != "countries" else size.countries for size in sizes[1:]],
        "when": context.date,
    }
    yield passage.remark(*span, Rule.COUNT, known)


def _ordinals(
    passage: Passage, text: str, sentence: Span, named: list[Named], context: Context
) -> Iterator[Remark]:
    said = text[sentence[0] : sentence[1]]
    for match in ORDINALLY.finditer(text, *sentence):
        is_sure = match["sure"] is not None
        if is_sure or (match["loose"] and OF_ALLIANCE.search(said) and not OF_OTHERS.search(said)):
            number = value_of(match[1])
            if number > 1:
                yield from _number(passage, match.span(), number, named, context)
    for match in NUMBERED.finditer(text, *sentence):
        number = int(match["digits"])
        yield from _number(passage, match.span(), number, named, context)


def _number(
    passage: Passage, span: Span, number: int, named: list[Named], context: Context
) -> Iterator[Remark]:
    holder = context.facts.numbers.get(number)
    known = [one for one in named if one.number is not None]
    if any(one.number == number for one in known) or (holder and not named):
        return
    if not known and holder is None and named:
        return  # The registry knows no number of those that are named.
    subject = known[0] if known else None
    facts = {
        "stated": number,
        "name": subject.name(context.language) if subject else "",
        "number": subject.number if subject else None,
        "holder": context.facts.named(holder).name(context.language) if holder else "",
    }
    yield passage.remark(*span, Rule.NUMBER, facts)


def _accessions(
    passage: Passage, text: str, sentence: Span, named: list[Named], context: Context
) -> Iterator[Remark]:
    joined = JOINED.search(text, *sentence)
    known = [one for one in named if one.joined]
    if not joined or not known or OF_OTHERS.search(text[sentence[0] : sentence[1]]):
        return
    year = _YEAR_AFTER.match(text, joined.end(), sentence[1])
    year = year or _YEAR_BEFORE.search(text, sentence[0], joined.start())
    if year is None:
        return
    stated = date_of(*year.groups()[-3:])
    if any(_agree(stated, day) for one in known for day in one.joined):
        return
    facts = {"name": known[0].name(context.language), "joined": known[0].joined[-1]}
    yield passage.remark(*year.span(year.re.groups), Rule.YEAR, facts)


def _agree(stated: str, known: str) -> bool:
    """Tell whether two dates can be the same as far as both are known."""
    length = min(len(stated), len(known))
    return stated[:length] == known[:length]


def _figures(
    passage: Passage, text: str, sentence: Span, keys: list[int], context: Context
) -> Iterator[Remark]:
    named = [context.facts.named(key) for key in keys]
    for measure, pattern in FIGURES.items():
        matches = list(pattern.finditer(text, *sentence))
        other = POPULATION_OF if measure == Measure.POPULATION else ROMA_OF
        matches += other.finditer(text, *sentence)
        for match in matches:
            count = count_of(*match.groups()[:3])
            known = [one for one in named if one.figures.get(measure)]
            values = [pair for one in known for pair in one.figures[measure]]
            if not values or any(_fits(count, *pair) for pair in values):
                continue
            facts = {
                "name": known[0].name(context.language),
                "measure": measure.value,
                "values": [list(pair) for pair in known[0].figures[measure]],
            }
            yield passage.remark(*match.span(), Rule.FIGURE, facts)


def _fits(count: Count, value: int, value_max: int) -> bool:
    return value <= count.number <= value_max or count.fits(value)

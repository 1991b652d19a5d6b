"""Terms that the terminology note speaks of, and words that age."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from alliance_pages.blocks import TermUse
from alliance_pages.checks.passages import Passage, plain
from alliance_pages.checks.written_counts import DATE, date_of
from alliance_pages.models.remark import Remark, Rule
from participants.values.dates import parse_if_known


@dataclass(frozen=True)
class Term:
    """A term of the note. spellings: as people write it, plural and variants included."""

    spellings: tuple[str, ...]
    use: str
    instead: str = ""
    reason: str = ""

    @property
    def is_title_only(self) -> bool:
        return self.use == TermUse.TITLES


def word_remarks(passage: Passage, terms: Sequence[Term]) -> Iterator[Remark]:
    """Yield the terms to avoid outside of quotations, and titles where the note allows them."""
    marked = tuple(term for term in terms if term.use != TermUse.PREFER)
    if not marked:
        return
    pattern, by_spelling = _compiled(marked)
    text = passage.plain
    for match in pattern.finditer(text):
        term = by_spelling[_spelling(match[0])]
        start, end = match.span()
        if passage.is_quoted(start, end) or (term.is_title_only and passage.is_title(start, end)):
            continue
        facts = {
            "term": passage.text[start:end],
            "instead": term.instead,
            "reason": term.reason,
            "is_title_only": term.is_title_only,
        }
        yield passage.remark(start, end, Rule.WORD, facts)


@lru_cache(maxsize=32)
def _compiled(terms: tuple[Term, ...]) -> tuple[re.Pattern, dict[str, Term]]:
    by_spelling = {_spelling(text): term for term in terms for text in term.spellings}
    longest_first = sorted(by_spelling, key=len, reverse=True)
    words = "|".join(r"[\s-]+".join(map(re.escape, text.split())) for text in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), by_spelling


def _spelling(text: str) -> str:
    return " ".join(plain(text).replace("-", " ").split())


_PERIOD = "year|month|week|spring|summer|autumn|winter"
_PERIODE = "annee|mois|semaine|printemps|ete|automne|hiver|an"
_INFINITIVE = r"\w+(?:er|ir|re)\b"
_MEMBERS = "participant|member|city|region|municipality|authority|addition|arrival"
_MEMBRES = "participante?|membre|adhesion|arrivee?|ville|region|commune|collectivite"
_FEW = r"(?:a few|several|some|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_QUELQUES = r"(?:quelques|plusieurs|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+)"
AGEING = {
    "en": re.compile(
        r"\b(?:newest|most recent(?:ly)?|recently|lately|currently|presently|at present|nowadays"
        r"|at the moment(?! of)|yesterday|tomorrow|today|shortly(?! (?:after|before))|soon|upcoming"
        rf"|(?:later )?(?:this|last|next) (?:{_PERIOD})|to date|these days|for the time being"
        rf"|(?:in|over|during) (?:the )?(?:coming|past|last|next|recent) (?:few )?(?:{_PERIOD})s?"
        r"|(?:ha[sv]e?|had) just (?!as\b)\w+|just joined|until now|so far(?! as)"
        rf"|latest(?= (?:\w+ )?(?:{_MEMBERS}))|{_FEW} (?:years?|months?|weeks?|days?) ago"
        r"|in the course of (?:january|february|march|april|may|june|july|august|september"
        r"|october|november|december)(?! \d{4}))\b"
    ),
    "fr": re.compile(
        r"\b(?:recemment|dernierement|actuellement|prochainement|bientot|en ce moment|a ce jour"
        r"|a l'heure actuelle|a present|aujourd'hui|hier|demain|sous peu|d'ici peu|ces jours-ci"
        rf"|ces derniere?s (?:temps|jours|{_PERIODE})s?|cet? (?:{_PERIODE})(?:-ci)?"
        rf"|cette (?:{_PERIODE})(?:-ci)?|l[ea']? ?(?:{_PERIODE}) (?:derniere?|prochaine?|passee?)"
        rf"|(?:au cours des|dans les|ces) prochaine?s (?:{_PERIODE})s?"
        rf"|il y a {_QUELQUES} (?:ans?|mois|semaines?|jours?|annees?)"
        rf"|(?:vient|viennent) (?:tout juste )?(?:de |d')(?:se |s')?{_INFINITIVE}"
        rf"|(?:le|la|les) (?:plus recente?s?|tout dernier|toute derniere)|dernier-ne"
        rf"|derniere? (?:{_MEMBRES})|nouveau venu|nouvelle venue)\b"
    ),
}
_DEADLINE = re.compile(
    r"\b(?:apply|applications?|deadline|submit\w*|register by|open until|closes? on|date limite"
    r"|candidat\w*|postul\w*|inscri(?:vez|ptions?|re)|jusqu'au|avant le|deposer)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|could|closed|ended|etait|etaient|avait|avaient|pouvai\w+)\b")
_DAY = re.compile(DATE)


def expiring_remarks(
    passage: Passage, language: str, when: str, *, tells_its_end: bool
) -> Iterator[Remark]:
    """Yield words that will be untrue, and last days that are over.

    when: the day that the page is of, ISO 8601 as far as it is known, or ""; tells_its_end: whether
    visitors read that the call is closed.
    """
    text = passage.plain
    for match in AGEING[language].finditer(text) if language in AGEING else ():
        if not passage.is_quoted(*match.span()):
            yield passage.remark(*match.span(), Rule.EXPIRING, {"when": when})
    if tells_its_end:
        return
    for start, end in passage.sentences():
        said = text[start:end]
        if _DEADLINE.search(said) and not _PAST.search(said):
            for day in _DAY.finditer(text, start, end):
                if day[1] and (over := _over(*day.groups())):
                    yield passage.remark(*day.span(), Rule.EXPIRING, {"date": over, "when": ""})


def _over(day: str, month: str, year: str) -> str:
    """Return a day, ISO 8601, if it is over, or nothing."""
    text = date_of(day, month, year)
    stated = parse_if_known(text)
    # In UTC, as all that holds for a day.
    return text if stated and stated.latest < timezone.now().date() else ""

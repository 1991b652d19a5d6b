"""The words that people use for codes: those that the site shows, in every language, and others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.importer.reading.header import listed
from participants.models import Absence, Basis, EventKind, Kind, Qualifier, Theme
from participants.values.countries import CODES, country_name
from participants.values.folding import name_key
from participants.values.texts_per_language import content_languages

# Codes by folded word; several where a word can mean several.
Words = Mapping[str, frozenset[str]]

LIKENESS = 0.8
MOST_NEAR = 3
LONGEST = 100  # characters of a word that is compared with others

# Besides the labels of the codes. Parted by semicolons.
FURTHER: dict[type[TextChoices], dict[str, str]] = {
    Kind: {
        Kind.CITY: "town; cité; ciudad; città; cidade; Stadt; stad; grad; miasto; mesto; město; "
        "oraș; qytet; город; місто; πόλη; şehir; city council",
        Kind.MUNICIPALITY: "commune; municipal authority; village; Gemeinde; Marktgemeinde; "
        "gemeente; comune; comuna; komuna; municipio; município; concelho; concello; municipi; "
        "obec; gmina; općina; opština; opshtina; občina; obshtina; община; општина; bashkia; "
        "kommune; kommun; kunta; község; belediye; δήμος; dimos; громада; municipality council",
        Kind.METROPOLITAN_CITY: "métropole; metropolis; metropolitan municipality; "
        "metropolitan area; città metropolitana; büyükşehir; büyükşehir belediyesi; "
        "area metropolitana; aire métropolitaine",
        Kind.COUNTY: "județ; judet; megye; vármegye; županija; fylke; län; powiat; maakond; "
        "Landkreis; Kreis; county council; departament județean",
        Kind.PROVINCE: "provincia; provincie; Provinz; il; província; provincial council",
        Kind.DEPARTMENT: "departement; conseil départemental; departmental council",
        Kind.REGION: "regione; región; região; comunidad autónoma; Land; Bundesland; kraj; "
        "voivodeship; województwo; voïvodie; oblast; область; περιφέρεια; periferia; "
        "regional council; conseil régional; autonomous community; communauté autonome; regiune",
        Kind.OTHER: "other; autre; autre autorité; other local authority",
    },
    Qualifier: {
        Qualifier.EXACT: "precise; précis; exact figure; =",
        Qualifier.ABOUT: "approximately; approx; approx.; approximate; around; roughly; circa; "
        "ca; c.; à peu près; approximativement; approximatif; env; env.; ~; ≈; ±; ca.",
        Qualifier.ALMOST: "nearly; just under; presque; quasi; un peu moins de",
        Qualifier.MORE_THAN: "over; above; greater than; plus que; supérieur à; >; +",
    },
    Basis: {
        Basis.OFFICIAL: "officiel; officielle; official figure; official statistics; "
        "statistiques officielles; census; recensement; chiffre officiel",
        Basis.ESTIMATE: "estimated; estimation; estimé; estimée; estimates; est.",
        Basis.UNOFFICIAL: "non officiel; non officielle; officieux; unofficial figure",
        Basis.SELF_DECLARED: "self declared; self-declaration; self-reported; declared; déclaré; "
        "déclarée; autodéclaré; auto-déclaré; auto-déclaration; déclaratif",
        Basis.UNKNOWN: "not stated; unstated; inconnu; inconnue; non indiqué; non indiquée; "
        "non précisé; non précisée; not known; unspecified",
    },
    Absence: {
        Absence.NOT_COLLECTED: "not recorded; none collected; non recueilli; non recueillie; "
        "non collecté; non collectée",
        Absence.NOT_PUBLISHED: "unpublished; non publié; non publiée",
        Absence.WITHHELD: "confidential; not disclosed; confidentiel; confidentielle; "
        "non communiqué; non communiquée; secret",
    },
    EventKind: {
        EventKind.ADMITTED: "admission; admise; joined; joins; adhésion; a adhéré; adhère; "
        "accession; accepted; entered",
        EventKind.SUSPENDED: "suspension; suspendue",
        EventKind.REINSTATED: "reinstatement; réintégration; réintégrée; readmitted",
        EventKind.WITHDRAWN: "withdrawal; withdrawn; left; retrait; retiré; retirée; départ; "
        "s’est retirée; a quitté",
        EventKind.RENAMED: "renaming; renommée; changement de nom; name changed",
        EventKind.MERGED: "merger; fusion; fusionné; fusionnée; a fusionné; merged with",
    },
}


class WrongValue(ValueError):  # noqa: N818  it says what the value is
    """Says in one sentence what would be right."""


def one_of(
    value: str,
    words: Words,
    found: frozenset[str] | None = None,
    label: Callable[[str], str] = str,
    *,
    listing: str = "",
) -> str:
    """Return the one code that a word stands for.

    found: the codes where the words alone do not tell; label: what a person would type for a code;
    listing: the place that lists them, if they are too many for a sentence. Raises WrongValue with
    all codes that the word can mean, or with what those of words like it are called.
    """
    found = words.get(name_key(value), frozenset()) if found is None else found
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise WrongValue(
            _("“%(value)s” can mean several: %(codes)s. Write the one that is meant.")
            % {"value": value, "codes": ", ".join(map(_named, sorted(found)))}
        )
    if near := near_codes(value, words):
        raise WrongValue(_("Did you mean %(codes)s?") % {"codes": listed(map(label, near))})
    if listing:
        sentence = _("This is not known. %(place)s lists what can be written here.")
        raise WrongValue(sentence % {"place": listing})
    codes = dict.fromkeys(code for meant in words.values() for code in sorted(meant))
    raise WrongValue(_("Write one of: %(codes)s.") % {"codes": ", ".join(map(label, codes))})


def near_codes(value: str, words: Words) -> list[str]:
    """Return what the words mean that are spelt nearly so, the nearest first."""
    near = get_close_matches(name_key(value)[:LONGEST], words, n=MOST_NEAR, cutoff=LIKENESS)
    return list(dict.fromkeys(code for word in near for code in sorted(words[word])))


def _named(code: str) -> str:
    """Return the code of a country with its name, another code as it is."""
    return f"{code} ({country_name(code)})" if code in CODES else code


@cache
def choice_words(choices: type[TextChoices]) -> Words:
    """Return the words for the codes of a choice."""

    def spellings() -> Iterator[tuple[str, str]]:
        for code in choices.values:
            yield code, str(code)
            for word in FURTHER.get(choices, {}).get(code, "").split(";"):
                yield word, str(code)
            for language in content_languages():
                with override(language):
                    yield str(choices(code).label), str(code)

    return gathered(spellings())


def theme_words(themes: Iterable[Theme]) -> Words:
    """Return the slugs of the themes by slug and by name, in every language."""

    def spellings() -> Iterator[tuple[str, str]]:
        for theme in themes:
            for word in (theme.slug, theme.name, *theme.labels.values()):
                yield word, theme.slug

    return gathered(spellings())


def gathered(spellings: Iterable[tuple[str, str]]) -> Words:
    """Return what each word can mean, from pairs of a word and what it means."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, code in spellings:
        found[name_key(word)].add(code)
    return {word: frozenset(codes) for word, codes in found.items() if word}

"""Words for countries, as people write them in tables: names, former names and codes.

Names come from the Unicode CLDR through Babel, in English, French and the official languages of
the country, regional ones included; so do the codes of three letters. What the CLDR does not have,
since it gives one name per language, stands here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from participants.values.countries import CODES, COUNCIL_OF_EUROPE_NAMES
from participants.values.folding import fold

EVERYWHERE = ("en", "fr")

# Official, common, former and local names, and codes of the European Union and of others.
FURTHER = {
    "AD": "Principality of Andorra; Principauté d’Andorre; Principat d’Andorra",
    "AL": "Republic of Albania; République d’Albanie; Republika e Shqipërisë; Shqipëria",
    "AM": "Republic of Armenia; République d’Arménie; Հայաստանի Հանրապետություն",
    "AT": "Republic of Austria; République d’Autriche; Republik Österreich",
    "AZ": "Republic of Azerbaijan; République d’Azerbaïdjan; Azərbaycan Respublikası",
    "BA": "Bosnia and Herzegovina; Bosnie-et-Herzégovine; Bosnia; Bosnie; Bosna; BiH; "
    "Bosnia-Herzegovina; Federation of Bosnia and Herzegovina; Босна",
    "BE": "Kingdom of Belgium; Royaume de Belgique; Koninkrijk België; Königreich Belgien",
    "BG": "Republic of Bulgaria; République de Bulgarie; Република България; Balgariya; Bulgariya",
    "CH": "Swiss Confederation; Confédération suisse; Schweizerische Eidgenossenschaft; "
    "Confederazione Svizzera; Confederaziun svizra; Confoederatio Helvetica",
    "CY": "Republic of Cyprus; République de Chypre; Κυπριακή Δημοκρατία; Kıbrıs Cumhuriyeti; "
    "Kipros",
    "CZ": "Czech Republic; République tchèque; Česká republika; Czech Rep.; Czech; Čechy",
    "DE": "Federal Republic of Germany; République fédérale d’Allemagne; "
    "Bundesrepublik Deutschland; BRD; West Germany; East Germany; Allemagne fédérale",
    "DK": "Kingdom of Denmark; Royaume du Danemark; Kongeriget Danmark",
    "EE": "Republic of Estonia; République d’Estonie; Eesti Vabariik",
    "ES": "Kingdom of Spain; Royaume d’Espagne; Reino de España",
    "FI": "Republic of Finland; République de Finlande; Suomen tasavalta; Republiken Finland",
    "FR": "French Republic; République française",
    "GB": "UK; U.K.; Great Britain; Britain; Grande-Bretagne; "
    "United Kingdom of Great Britain and Northern Ireland; "
    "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord; England; Angleterre; Scotland; Écosse; "
    "Alba; Wales; Pays de Galles; Cymru; Northern Ireland; Irlande du Nord",
    "GE": "Republic of Georgia; République de Géorgie",
    "GR": "EL; Hellas; Hellenic Republic; République hellénique; Ελληνική Δημοκρατία; Ελλάς; "
    "Elláda",
    "HR": "Republic of Croatia; République de Croatie; Republika Hrvatska",
    "HU": "Republic of Hungary; République de Hongrie; Magyar Köztársaság",
    "IE": "Republic of Ireland; République d’Irlande; Poblacht na hÉireann; Irish Republic",
    "IS": "Republic of Iceland; République d’Islande; Lýðveldið Ísland",
    "IT": "Italian Republic; République italienne; Repubblica Italiana",
    "LI": "Principality of Liechtenstein; Principauté de Liechtenstein; Fürstentum Liechtenstein",
    "LT": "Republic of Lithuania; République de Lituanie; Lietuvos Respublika",
    "LU": "Grand Duchy of Luxembourg; Grand-Duché de Luxembourg; Groussherzogtum Lëtzebuerg; "
    "Großherzogtum Luxemburg; Luxembourg (Grand-Duché)",
    "LV": "Republic of Latvia; République de Lettonie; Latvijas Republika",
    "MC": "Principality of Monaco; Principauté de Monaco",
    "MD": "Republic of Moldova; République de Moldova; République de Moldavie; Moldavia; "
    "Rep. of Moldova; Republica Moldova; République moldave",
    "ME": "Republic of Montenegro; République du Monténégro; Црна Гора",
    "MK": "Republic of North Macedonia; République de Macédoine du Nord; Macedonia; Macédoine; "
    "Makedonija; Македонија; FYROM; FYR Macedonia; ARYM; ex-République yougoslave de Macédoine; "
    "l’ex-République yougoslave de Macédoine; former Yugoslav Republic of Macedonia; "
    "Republic of Macedonia; République de Macédoine; Maqedonia; Република Северна Македонија; "
    "The former Yugoslav Republic of Macedonia; Macedonia (FYROM)",
    "MT": "Republic of Malta; République de Malte; Repubblika ta’ Malta",
    "NL": "Holland; Hollande; Kingdom of the Netherlands; Royaume des Pays-Bas; "
    "Koninkrijk der Nederlanden; Les Pays Bas",
    "NO": "Kingdom of Norway; Royaume de Norvège; Kongeriket Norge",
    "PL": "Republic of Poland; République de Pologne; Rzeczpospolita Polska",
    "PT": "Portuguese Republic; République portugaise; República Portuguesa",
    "RO": "Rumania; Roumania",
    "RS": "Republic of Serbia; République de Serbie; Republika Srbija; Република Србија",
    "SE": "Kingdom of Sweden; Royaume de Suède; Konungariket Sverige",
    "SI": "Republic of Slovenia; République de Slovénie; Republika Slovenija",
    "SK": "Slovak Republic; République slovaque; Slovenská republika; Slovak Rep.",
    "SM": "Republic of San Marino; République de Saint-Marin; Repubblica di San Marino",
    "TR": "Turkey; Republic of Türkiye; République de Türkiye; Republic of Turkey; "
    "République de Turquie; Türkiye Cumhuriyeti; Türkei",
    "UA": "Республіка Україна; The Ukraine; Ukrayina; Ukraïna",
    "XK": "Kosova; Republic of Kosovo; République du Kosovo; Republika e Kosovës; XKX; RKS; "
    "Kosovo (UNSCR 1244); Kosovo (UNSC 1244); Kosovo (under UNSC Resolution 1244); "
    "Косово и Метохија",
}

# States that are several today. A row is asked which one it means.
FALLEN_APART = {
    "BA HR ME MK RS SI XK": "Yugoslavia; Yougoslavie; Jugoslavija; Former Yugoslavia; "
    "ex-Yugoslavia; ex-Yougoslavie; Socialist Federal Republic of Yugoslavia; YU; YUG; SFRY",
    "ME RS": "Serbia and Montenegro; Serbie-et-Monténégro; Srbija i Crna Gora; SCG; CS; "
    "Federal Republic of Yugoslavia",
    "CZ SK": "Czechoslovakia; Tchécoslovaquie; Československo; Czecho-Slovakia; CSK; CSSR",
    "AM AZ EE GE LT LV MD UA": "Soviet Union; Union soviétique; USSR; URSS; SU; SUN",
}

# Of countries outside of the area, besides their names in the CLDR.
ELSEWHERE = (
    "Russian Federation; Fédération de Russie; Российская Федерация; Россия; Republic of Belarus; "
    "Belorussia; Biélorussie; Беларусь; Белоруссия; USA; U.S.A.; United States of America; "
    "États-Unis d’Amérique; America; Amérique; Holy See; Saint-Siège; Vatican; South Korea; "
    "North Korea; Corée du Sud; Northern Cyprus; Palestine; Burma; Swaziland; Congo; Ivory Coast; "
    "Cape Verde; Cap-Vert; East Timor; Hong Kong; Macao; Republic of India; "
    "People’s Republic of China; République populaire de Chine"
)
ARTICLES = frozenset("the le la les l".split())
INVERTED = re.compile(r"(.+?)\s*(?:,\s*(.+)|\(([^()]+)\))")


def countries_called(text: str) -> frozenset[str]:
    """Return the codes of the countries that a text can mean; none where it is no country's name.

    Articles may stand before it; "Moldova, Republic of" and "Moldova (Republic of)" are understood.
    """
    readings = list(_readings(text))
    for known in (_everyday_words, country_words):
        if found := next(filter(None, map(known().get, readings)), None):
            return found
    return frozenset()


def is_elsewhere(text: str) -> bool:
    """Return whether a text, which names no country of the area, names another country."""
    return any(reading in _elsewhere() for reading in _readings(text))


@cache
def _elsewhere() -> frozenset[str]:
    """Return folded names and codes of the countries outside of the area."""
    words = ELSEWHERE.split(";")
    aliases: dict[str, list[str]] = get_global("territory_aliases")
    for language in EVERYWHERE:
        territories = Locale.parse(language).territories
        others = {code for code in territories if code.isalpha() and code not in CODES}
        words += [word for code in others for word in (code, territories[code])]
    words += [alias for alias, codes in aliases.items() if len(alias) == 3 and codes[0] in others]
    return frozenset(fold(word) for word in words) - {""}


def _readings(text: str) -> Iterator[str]:
    yield from _with_and_without_article(text)
    if inverted := INVERTED.fullmatch(text.strip()):
        name, after, inside = inverted.groups()
        yield from _with_and_without_article(f"{after or inside} {name}")


def _with_and_without_article(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    first, _space, rest = folded.partition(" ")
    if first in ARTICLES:
        yield rest


@cache
def country_words() -> dict[str, frozenset[str]]:
    """Return the codes by folded word; several for a state that is several today."""
    return _gathered(
        lambda code: get_official_languages(code, regional=True, de_facto=True),
    )


@cache
def _everyday_words() -> dict[str, frozenset[str]]:
    """Return the same without the languages of the countries, whose data takes 50 MB of memory."""
    return _gathered(lambda code: ())


def local_languages() -> tuple[str, ...]:
    """Return the official languages of the countries, regional ones included."""
    languages: set[str] = set()
    for code in CODES:
        languages.update(get_official_languages(code, regional=True, de_facto=True))
    return tuple(sorted(languages))


def _gathered(languages_of: Callable[[str], Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in CODES:
        for word in _words_for(code, languages_of(code)):
            found[fold(word)].add(code)
    for codes, names in FALLEN_APART.items():
        for name in names.split(";"):
            found[fold(name)] |= set(codes.split())
    return {word: frozenset(codes) for word, codes in found.items() if word}


def _words_for(code: str, languages: Sequence[str]) -> Iterator[str]:
    yield code
    aliases: dict[str, list[str]] = get_global("territory_aliases")
    for alias, codes in aliases.items():
        if codes == [code] and len(alias) == 3 and alias.isalpha():
            yield alias
    for language in (*EVERYWHERE, *languages):
        try:
            yield Locale.parse(language).territories.get(code, "")
        except UnknownLocaleError:
            continue
    for names in COUNCIL_OF_EUROPE_NAMES.values():
        yield names.get(code, "")
    yield from FURTHER[code].split(";")

"""Forty faults, written before the rules, each with the article's date and what should see it."""

from typing import NamedTuple


class Planted(NamedTuple):
    """A text with one fault. date: of its article; rule: which sees it; kind: of the article."""

    language: str
    text: str
    rule: str
    date: str = "2016-05-01"
    kind: str = "other"


NUMBERS = [
    Planted("en", "The Alliance unites 130 cities and regions from 29 countries.", "count"),
    Planted("fr", "L’Alliance réunit cent trente villes et régions.", "count"),
    Planted("en", "One hundred and thirty participants now belong to the Alliance.", "count"),
    Planted("en", "More than 120 local and regional authorities take part in it.", "count"),
    Planted("fr", "Plus de 120 collectivités locales et régionales y participent.", "count"),
    Planted("en", "The number of participants has grown to 131.", "count"),
    Planted("fr", "Le nombre de participants est passé à 131.", "count"),
    Planted("en", "Its participants come from twenty-nine countries.", "count"),
    Planted("fr", "Les participants de l’Alliance viennent de 29 pays.", "count"),
    Planted("fr", "Une centaine de villes participent à l’Alliance.", "count"),
    Planted("en", "Megara joined the Alliance in 2015.", "year"),
    Planted("fr", "Mégare a rejoint l’Alliance en 2013.", "year"),
    Planted("en", "Tivat has been a participant since June 2014.", "year"),
    Planted("en", "Megara is the 130th participant of the Alliance.", "number"),
    Planted("fr", "Tivat est la cent vingt-huitième participante.", "number"),
    Planted("en", "In May the 999th participant was welcomed.", "number"),
    Planted("fr", "Daugavpils devient le 126e participant de l’Alliance.", "number"),
    Planted("en", "Megara, with 1 200 Roma, has drawn up a plan.", "figure"),
    Planted("fr", "Mégare compte 14 000 habitants et a ouvert un centre.", "figure"),
    Planted("en", "Tivat (about 21,500 inhabitants) has an action plan.", "figure"),
]

WORDS = [
    Planted("en", "The town has a gypsy quarter.", "word"),
    Planted("en", "Many Gypsies live in the old town.", "word"),
    Planted("en", "A Gipsy family spoke at the meeting.", "word"),
    Planted(
        "en", "The plan is meant for the Roma population problem and the Roma problem.", "word"
    ),
    Planted("en", "The mayor visited a gypsy camp.", "word"),
    Planted("fr", "Un camp de romanos a été démantelé.", "word"),
    Planted("fr", "Les Tziganes de la ville ont pris la parole.", "word"),
    Planted("fr", "Une famille tsigane a été relogée.", "word"),
    Planted("fr", "La ville doit résoudre le problème rom.", "word"),
    Planted("fr", "Des bohémiens vivent près du fleuve.", "word"),
    Planted("en", "Megara is the newest participant.", "expiring"),
    Planted("en", "The council recently adopted a plan.", "expiring"),
    Planted("en", "A conference will follow later this year.", "expiring"),
    Planted("en", "The city currently prepares a strategy.", "expiring"),
    Planted("en", "Apply by 1 October 2019 at the latest.", "expiring", kind="call"),
    Planted("fr", "La ville a récemment adopté un plan.", "expiring"),
    Planted("fr", "Une conférence aura lieu cette année à Lyon.", "expiring"),
    Planted("fr", "La commune vient de rejoindre le réseau.", "expiring"),
    Planted("fr", "Le conseil se réunira prochainement.", "expiring"),
    Planted(
        "fr", "Les candidatures sont ouvertes jusqu’au 1er octobre 2019.", "expiring", kind="call"
    ),
]

# What is right as it stands, or no statement about the Alliance: none may be marked.
RIGHT = [
    Planted("en", "Megara is the 124th participant and joined in 2014.", ""),
    Planted("fr", "Mégare, environ 1 800 Roms, a rejoint l’Alliance en 2014.", ""),
    Planted("en", "Others count 30,000 inhabitants in Megara.", ""),
    Planted("en", "ROMACT has reached 131 municipalities in six countries.", ""),
    Planted("en", "The 27th session heard 300 participants of a workshop.", ""),
    Planted("en", "The book “Gypsies of Europe” was shown; “recently,” she said.", ""),
    Planted("fr", "Il a dit : « Les Tziganes sont nos voisins cette année. »", ""),
    Planted("en", "Sixteen Greek municipalities signed the Declaration.", ""),
    Planted("fr", "La 24e session du Congrès s’est tenue dans la 3e ville du pays.", ""),
]

"""What people call the columns: the labels of editor, listing and join form, in every language."""

from collections.abc import Iterable, Iterator

from django.db.models import Model
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from participants.exports.columns import Column
from participants.importer.planning.participant_row import (
    FIGURE_FIELDS,
    FIGURE_PARTS,
    PROBLEM,
)
from participants.importer.planning.words import Words, gathered
from participants.models import Figure, Measure, Participant, ParticipantText
from participants.values.texts_per_language import content_languages

OF_PARTICIPANT = (
    *("number", "slug", "name_local", "kind", "country", "status", "joined_on", "left_on"),
    *("latitude", "longitude", "themes", "website", "source_url", "distinct_from"),
)
OF_TEXT = {"name": "name", "location": "location_note"}

# Besides the labels; parted by semicolons. {part} stands for what a figure is of.
FURTHER = {
    "number": "no; nr; num; n°; ordinal; participant number; numéro de participant; rang",
    "name_local": "name in the local language; native name; nom dans la langue locale",
    "kind": "type of authority; kind of authority; type d’autorité; type de collectivité",
    "country": "country code; code pays; code du pays; country name; nom du pays; member state; "
    "état membre",
    "joined_on": "date joined; joining date; date of joining; member since; accession; "
    "accession date; admission; admission date; date of admission; date d’adhésion; adhésion le; "
    "date d’admission; membre depuis; admis le; joined in",
    "left_on": "date left; leaving date; date of leaving; date de départ; départ le",
    "events": "history; membership history; historique; événements; histoire",
    "latitude": "lat",
    "longitude": "lon; long; lng",
    "themes": "theme; thème; topics; thématiques; thématique",
    "website": "web; site; site web; web site; url; homepage; home page; web page; internet; "
    "page web; adresse internet; web address",
    "distinct_from": "is not; different from; distinct de",
    "live": "publication; published; publié; publiée; en ligne",
    PROBLEM: "problème; problems; error; erreur",
}
FURTHER_MEASURES = {
    Measure.POPULATION: "inhabitants; habitants; residents; nombre d’habitants; total population; "
    "population totale; number of inhabitants",
    Measure.ROMA_POPULATION: "Roma; Roms; number of Roma; nombre de Roms; population des Roms; "
    "Roma and Travellers; Roms et Gens du voyage; Roma inhabitants",
}
FURTHER_PARTS = {
    "_max": "maximum; max; upper end; maximal",
    "_qualifier": "qualifier; qualificatif; exactness; exactitude",
    "_source_url": "source url; source address; source link; lien vers la source; link to source",
    "_absence": "absence; reason; motif; why absent; motif d’absence",
}


def column_words(written: Iterable[Column]) -> Words:
    """Return the columns by folded label; several where a label can mean several."""
    return gathered(_labels(list(written)))


def _labels(written: list[Column]) -> Iterator[tuple[str, str]]:
    for name, words in FURTHER.items():
        for word in words.split(";"):
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
    of_measure = [str(measure.label), *FURTHER_MEASURES[measure].split(";")]
    for word in of_measure:
        yield word, measure.value
    for part in FIGURE_PARTS:
        label = _label(Figure, FIGURE_FIELDS.get(part, part[1:]))
        for word in (label, *filter(None, FURTHER_PARTS.get(part, "").split(";"))):
            # Alone it can be said of each measure, and is asked about.
            yield word, f"{measure.value}{part}"
            for what in of_measure:
                for pattern in ("{what} {word}", "{word} {what}", "{word} de la {what}"):
                    yield pattern.format(what=what, word=word), f"{measure.value}{part}"

"""How the letters of a CSV file are read: surely, after asking, and never wrongly in silence."""

import csv
import io
from collections import Counter

import pytest

from participants.importer.reading.encodings.code_pages import LABELS, encoding_named
from participants.importer.reading.encodings.lost_letters import MISREAD_IN, lost_letters
from participants.importer.reading.encodings.readings import UndecidedEncoding, find_readings
from participants.importer.reading.encodings.words import PLACES
from participants.importer.reading.faults import UnreadableFile
from participants.importer.reading.tables import read_table
from tests.participants.importer.bad_files import KNOWN_COLUMNS

EVERY = 40  # one of so many accented names of the bundled places
# Other encodings of the same programs, which nobody is offered: their letters are told apart from
# those of others by nothing, and files in them read the same in one that is offered.
NOT_OFFERED = ("cp1256", "cp720", "cp862", "kz1048")


def accented_names() -> list[str]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file) if not row["name"].isascii()]
    return names[::EVERY]


LOCAL_NAMES = (
    *("Μέγαρα", "Αθήνα", "Ηράκλειο", "Крагујевац", "Нови Сад", "Київ", "Львів", "Пловдив"),
    *("София", "Битола", "Минск", "Магілёў", "Łódź", "Þórshöfn", "Ħal Qormi", "Dún na nGall"),
    *("Contae na hÉireann", "ÉCOLE", "GROßENHAIN", "Place de l’Église", "„Brașov“", "Brașov–Nord"),
)


def csv_of(names: list[str] | tuple[str, ...], encoding: str) -> bytes:
    return ("name;country\n" + "".join(f"{name};XX\n" for name in names)).encode(encoding)


def outcome(names: list[str] | tuple[str, ...], encoding: str) -> str:
    """Return what becomes of names: right, wrong, asked, or asked without what is right."""
    try:
        content = csv_of(names, encoding)
    except UnicodeEncodeError:
        return "not encodable"
    right = content.decode(encoding)
    try:
        readings = find_readings(io.BytesIO(content))
    except UndecidedEncoding as error:
        offered = [content.decode(reading.encoding, "replace") for reading in error.readings]
        return "asked" if right in offered else "asked in vain"
    return "right" if content.decode(readings[0].encoding) == right else "wrong"


def test_reading_with_controls_is_not_offered():
    names = ["Œuilly", "Sacré-Cœur", "Évry"]
    try:
        offered = find_readings(io.BytesIO(csv_of(names, "cp1252")))
    except UndecidedEncoding as error:
        offered = error.readings
    assert "cp1252" in {reading.encoding for reading in offered}
    assert all(name.isprintable() for reading in offered for name in reading.names)


@pytest.mark.parametrize("encoding", [*LABELS, *NOT_OFFERED])
def test_no_name_is_read_wrongly_in_silence(encoding):
    outcomes = Counter(outcome([name], encoding) for name in (*accented_names(), *LOCAL_NAMES))
    assert outcomes["right"] + outcomes["asked"] > 0
    assert not outcomes["wrong"]
    assert not outcomes["asked in vain"]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ["Angoulême", "Bègles", "Asnières-sur-Seine", "Créteil"]),
        ("mac_roman", ["Angoulême", "Bègles", "Asnières-sur-Seine", "Créteil"]),
        ("cp1250", ["Příbram", "Děčín", "Třebíč", "Žďár nad Sázavou"]),
        ("cp852", ["Příbram", "Děčín", "Třebíč", "Žďár nad Sázavou"]),
        ("iso8859_2", ["Příbram", "Děčín", "Třebíč", "Žďár nad Sázavou", "Šumperk"]),
        ("cp1254", ["İzmir", "Eskişehir", "Gümüşhane", "Muğla"]),
        ("cp857", ["İzmir", "Eskişehir", "Gümüşhane", "Muğla"]),
        ("cp1253", ["Μέγαρα", "Χαλάνδρι"]),
        ("cp737", ["Μέγαρα", "Χαλάνδρι"]),
        ("koi8_r", ["Пловдив", "София"]),
        ("cp866", ["Пловдив", "София"]),
    ],
)
def test_list_that_has_one_meaning_is_read_without_asking(encoding, names):
    assert outcome(names, encoding) == "right"


def test_question_shows_the_same_names_in_each_reading():
    content = csv_of(["Malmö", "Lundö"], "cp850")
    with pytest.raises(UndecidedEncoding) as question:
        read_table(io.BytesIO(content), "list.csv", KNOWN_COLUMNS)
    readings = {reading.encoding: reading for reading in question.value.readings}
    assert readings["cp850"].names == ("Malmö", "Lundö")
    assert readings["cp850"].label == "Western European (DOS 850)"
    assert question.value.readings[0].encoding == "cp850"
    assert len({reading.names for reading in readings.values()}) == len(readings) > 1


def test_chosen_encoding_is_taken_and_the_others_are_offered():
    content = csv_of(["Malmö"], "cp850")
    table = read_table(io.BytesIO(content), "list.csv", KNOWN_COLUMNS, encoding="IBM850")
    assert [record.cells for record in table.records] == [("Malmö", "XX")]
    assert (table.encoding, table.readings[0].names) == ("cp850", ("Malmö",))
    assert "cp1252" in [reading.encoding for reading in table.readings[1:]]


def test_chosen_encoding_that_cannot_be_is_told():
    content = csv_of(["Malmö", "Àx"], "latin-1") + b"\x81x;XX\n"
    with pytest.raises(UnreadableFile, match="Row 4 contains a letter that cannot be read"):
        list(read_table(io.BytesIO(content), "l.csv", KNOWN_COLUMNS, encoding="cp1252").records)


@pytest.mark.parametrize("name", ["", "rot13", "zip", "big5", "utf-7", "nonsense", "\0", "é" * 99])
def test_other_encodings_cannot_be_chosen(name):
    assert not encoding_named(name)
    if name:
        with pytest.raises(UnreadableFile, match="There is no encoding"):
            find_readings(io.BytesIO(b"name\nPorto\n"), name)


@pytest.mark.parametrize("name", ["windows-1252", "CP1252", "latin-1", "UTF-8", "macroman", "866"])
def test_encodings_are_known_by_their_other_names(name):
    assert encoding_named(name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_certain_and_its_first_names_are_shown(encoding):
    names = ["Porto", "Malmö", "Μέγαρα", "თბილისი", "Kostʼantynivka", "＋x", "Ma\u0301laga", "北"]
    [reading] = find_readings(io.BytesIO(csv_of(names, encoding)))
    assert (reading.encoding, reading.names[:2]) == (encoding, ("Malmö", "Μέγαρα"))


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Place de l’école", "mac_roman"), ("İçmeler", "mac_turkish"), ("Răşinari", "cp852")],
)
def test_letters_that_are_unicode_by_chance_are_asked_for(name, encoding):
    content = csv_of([name], encoding)
    content.decode("utf-8")
    assert outcome([name], encoding) == "asked"


def test_file_is_looked_through_to_its_end():
    content = csv_of(["Porto"] * 200_000, "cp1252") + csv_of(["Malmö"], "cp850")[14:]
    assert outcome(["Porto"], "cp1252") == "right"
    with pytest.raises(UndecidedEncoding):
        find_readings(io.BytesIO(content))


class TestLostLetters:
    @pytest.mark.parametrize(
        "text", ["????????", "K?ln", "?rebro", "Mal\ufffdm", "M\x82lm", "Saint-Andr? ??", "CittÃ"]
    )
    def test_replaced_letters_are_told(self, text):
        assert "lost before this file was saved" in lost_letters(text, is_name=False)

    def test_question_in_a_name_is_a_lost_letter(self):
        assert lost_letters("Malm?", is_name=True)

    @pytest.mark.parametrize(
        "text",
        ["?", "Who counts?", "merged 2018 into ?", "https://example.org/?id=3", "www.a.eu/?b"],
    )
    def test_question_elsewhere_is_none(self, text):
        assert not lost_letters(text, is_name=False)

    @pytest.mark.parametrize("encoding", MISREAD_IN)
    @pytest.mark.parametrize(
        "name", ["Malmö", "Łódź", "Âge d’or", "Timișoara", "Česká", "Besançon"]
    )
    def test_unicode_that_was_read_otherwise_is_told_with_what_is_meant(self, encoding, name):
        try:
            stored = name.encode().decode(encoding)
        except UnicodeDecodeError:
            return
        told = lost_letters(stored, is_name=True)
        assert "lost before this file was saved" in told
        if encoding in {"cp1252", "cp850"}:
            assert f"“{name}”" in told

    def test_no_real_name_is_taken_for_damage(self):
        names = [*accented_names(), *LOCAL_NAMES, "JYVÄSKYLÄ»", "CAFÉ”", "RÂŞNOV", "Рівне"]
        assert not [name for name in names if lost_letters(name, is_name=True)]
        assert not [name for name in names if lost_letters(name.upper(), is_name=True)]

    def test_row_alone_is_at_fault(self):
        content = "number;name\n1;MalmÃ¶\n2;????\n3;Malmö\n".encode()
        records = list(read_table(io.BytesIO(content), "list.csv", KNOWN_COLUMNS).records)
        assert ["name" in dict(record.faults) for record in records] == [True, True, False]

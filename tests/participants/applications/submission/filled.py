"""The form as a visitor's browser sends it."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils import timezone

from participants.applications.applicant.form_state import KEY, SHOWN_AT, signed_time
from tests.factories import make_theme, picture_file

ANSWERS = {
    "names_en": "Megara",
    "names_fr": "Mégare",
    "name_local": "Μέγαρα",
    "kind": "municipality",
    "country": "GR",
    "region": "Attica",
    "address": "1 Schinas Street\n191 00 Megara",
    "website": "https://megara.example.org",
    "population": "28591",
    "population_year": "2011",
    "population_source": "Census of 2011",
    "roma_population": "1800",
    "roma_population_basis": "unofficial",
    "roma_population_year": "2014",
    "roma_population_source": "Social service",
    "roma_population_absence": "",
    "representative_name": "Stamoulis Grigorios",
    "representative_role": "mayor",
    "contact_name": "Eleni Contact",
    "contact_email": "eleni@megara.example.org",
    "contact_phone": "+30 22960 00000",
    "language": "en",
    "has_consented": "on",
}


def filled(measures: list[dict] = (), *, rows: int = 3, **changes) -> dict[str, str]:
    """Return the fields of a complete form; None leaves one out."""
    sent = {
        **ANSWERS,
        KEY: "a-key-of-the-form",
        SHOWN_AT: signed_time(timezone.now() - timedelta(minutes=5)),
        "measures-TOTAL_FORMS": str(max(rows, len(measures))),
        "measures-INITIAL_FORMS": "0",
    }
    for place in range(max(rows, len(measures))):
        measure = measures[place] if place < len(measures) else {}
        for name in ("theme", "title", "description", "started_on"):
            sent[f"measures-{place}-{name}"] = measure.get(name, "")
        sent[f"measures-{place}-funding"] = measure.get("funding", "unknown")
    sent |= changes
    return {name: value for name, value in sent.items() if value is not None}


def measure(**changes) -> dict[str, str]:
    """Return the answers to one measure."""
    return {
        "theme": str(make_theme().pk),
        "title": "Support centre",
        "description": "Advice and meals",
        "started_on": "2014",
        "funding": "european",
        **changes,
    }


def letter(name: str = "letter.png", content: bytes = b"") -> SimpleUploadedFile:
    """Return a letter; without content one that can be read, a picture."""
    return SimpleUploadedFile(name, content or picture_file().read())


class NoUploads(FileUploadHandler):
    """Fails as soon as a file begins to arrive."""

    def new_file(self, *args, **kwargs):
        raise AssertionError("a file was read")

"""Who has signed the Declaration, and who has won the Dosta! Congress Prize."""

import csv
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from wagtail.log_actions import log

from cms.demo.reading import CONTENT, Record
from participants.models import Distinction, DistinctionKind, Participant

FILES = {DistinctionKind.SIGNATURE: "signatories.csv", DistinctionKind.PRIZE: "dosta_prize.csv"}
# The old site is expected to go: PROVENANCE.md says which copy a source on it leads to.
OLD_SITE = "www.roma-alliance.org"
ARCHIVE = "https://web.archive.org/web/20261122/"


def distinctions() -> list[Record]:
    """Return what the tables say, as columns of the model."""
    return [
        _columns(kind, row)
        for kind, name in FILES.items()
        for row in csv.DictReader((CONTENT / name).read_text(encoding="utf-8").splitlines())
    ]


def load_distinction(record: Record, editor: User) -> None:
    """Add a signature or a prize unless it is there."""
    known = {name: record[name] for name in ("kind", "country", "name", "edition")}
    if Distinction.objects.filter(**known).exists():
        return
    named = Participant.objects.filter(country=record["country"], texts__name=record["name"])
    distinction = Distinction(**record, participant=named.first())
    distinction.full_clean()
    distinction.save()
    log(instance=distinction, action="wagtail.create", user=editor)


def _columns(kind: str, row: dict[str, str]) -> Record:
    address = row["source_url"]
    return {
        "kind": kind,
        "name": row["name"],
        "country": row["country_code"],
        "date": row.get("signed_on", row.get("year")),
        **{name: int(row.get(name) or 0) or None for name in ("number", "edition", "place")},
        "source_url": f"{ARCHIVE}{address}" if urlsplit(address).netloc == OLD_SITE else address,
    }

"""A text of its own in every field of an application, by who may read it.

Every field stands in one of the sets below; test_fields.py fails for one that stands in none.
Each canary is one word of letters and digits, so that a search index keeps it as it is.
"""

from participants.models import (
    Application,
    ApplicationDraft,
    ApplicationMeasure,
    ApplicationMessage,
    HeldLetter,
    SendingRate,
)

# Only for those who decide.
PRIVATE = {
    Application: {
        "contact_name",
        "contact_email",
        "contact_phone",
        "letter",
        "reason",
        "sending_key",
        "sent_digest",
        "link_secret",
    },
    ApplicationMessage: {"text"},
    HeldLetter: {"token_digest", "file"},
}
# Also for those who view applications, and for nobody else.
OFFICE = {
    Application: {"region", "address"},
    ApplicationMeasure: set(),
}
# Public together with the participant that the application becomes, and not before.
STATED = {
    Application: {
        "names",
        "name_local",
        "website",
        "population_source",
        "roma_population_source",
        "representative_name",
    },
    ApplicationMeasure: {"title", "description"},
}
# Numbers, dates, choices and relations, which a search cannot tell from those of others.
NO_WORDS = {
    Application: {
        "id",
        "reference",
        "state",
        "received_at",
        "confirmed_at",
        "decided_at",
        "erased_at",
        "welcomed_at",
        "assigned_to",
        "decided_by",
        "participant",
        "kind",
        "country",
        "population",
        "population_year",
        "roma_population",
        "roma_population_basis",
        "roma_population_year",
        "roma_population_absence",
        "representative_role",
        "language",
        "has_consented",
    },
    ApplicationMeasure: {"id", "sort_order", "application", "theme", "started_on", "funding"},
    ApplicationMessage: {"id", "application", "kind", "author", "written_at"},
    ApplicationDraft: {"id", "application", "content_type", "object_id"},
    HeldLetter: {"id", "held_at"},
    SendingRate: {"key", "times", "forget_at"},
}
MODELS = [*NO_WORDS]


def canary(name: str) -> str:
    return f"zq{name.replace('_', '')}7x"


def words_of(*kinds: dict) -> set[str]:
    """Return the canaries of some of the sets, as they stand in whatever was written."""
    return {
        canary(name) for fields in kinds for names in fields.values() for name in names
    } - UNWRITTEN | ({PHONE, LETTER} if PRIVATE in kinds else set())


# A telephone number has no letters, and a letter is a file.
PHONE, LETTER = "30997775553", "zqletterbytes7x"
UNWRITTEN = {canary(name) for name in ("contact_phone", "token_digest", "file")}

FIELDS = {
    "names": {"en": f"{canary('names')}", "fr": f"{canary('names')}"},
    "name_local": canary("name_local"),
    "region": canary("region"),
    "address": canary("address"),
    "website": f"https://{canary('website')}.example.org",
    "population_source": canary("population_source"),
    "roma_population_source": canary("roma_population_source"),
    "representative_name": canary("representative_name"),
    "contact_name": canary("contact_name"),
    "contact_email": f"{canary('contact_email')}@example.org",
    "contact_phone": f"+{PHONE}",
}
HIDDEN = {name: canary(name) for name in ("sending_key", "sent_digest", "link_secret")}


def found_in(text: str, words: set[str]) -> set[str]:
    """Return the canaries that stand in a text, in whatever case."""
    folded = text.lower()
    return {word for word in words if word in folded}

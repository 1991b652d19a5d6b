"""What the privacy statement beside the form says in numbers."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from participants.applications.links import CONFIRMATION, LIFETIMES
from participants.applications.privacy.retention import keep_for_days

DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class PrivacyFacts:
    """How long personal data are kept. decided, unconfirmed: a span of time in words."""

    decided: str
    unconfirmed: str


def privacy_facts() -> PrivacyFacts:
    """Return the spans in the active language."""
    return PrivacyFacts(_in_words(keep_for_days()), _in_words(LIFETIMES[CONFIRMATION].days))


def _in_words(days: int) -> str:
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if rest:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}

"""Tags for showing participants."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language

from participants.addresses import profiles_address
from participants.models import Participant
from participants.values.dates import PartialDate, parse_if_known
from participants.values.languages import babel_locale, default_language

register = template.Library()


@register.simple_tag(takes_context=True)
def profile_url(context: Context, participant: Participant) -> str:
    """Return the address of a profile, or "" where there is none; asks once for each page."""
    language = get_language() or default_language()
    # The stubs know only the keys that Django itself keeps there.
    known: Any = context.render_context.setdefault("profiles_addresses", {})  # type: ignore[arg-type]
    if language not in known:
        known[language] = profiles_address(language)
    return f"{known[language]}{quote(participant.slug)}/" if known[language] else ""


@register.filter
def day(moment: datetime) -> str:
    """Return the day of a moment in long form, such as "5 December 2014"."""
    return format_date(timezone.localdate(moment), "long", locale=babel_locale())


@register.filter
def partial_date(text: str) -> PartialDate | None:
    """Return the date that a text such as "2014-12" stands for, or None where it is unknown."""
    return parse_if_known(text)

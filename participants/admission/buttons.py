"""Who may admit whom, and the buttons that lead to the page where that is done."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.permissions import policy_registry

from participants.models import Participant, Status

URL_NAME = "participants_admit"


def may_admit(user: Any) -> bool:
    """Return whether the user may admit: those who may publish participants."""
    return policy_registry.get_by_type(Participant).user_has_permission(user, "publish")


def may_be_admitted(status: str) -> bool:
    """Return whether a participant of this status can become one that takes part."""
    return status in {Status.NOT_ADMITTED, Status.WITHDRAWN}


def admission_buttons(
    participant: Participant, user: Any, button: type, status: str
) -> Iterator[Any]:
    """Yield the button that leads to the page, where it leads somewhere."""
    if may_be_admitted(status) and may_admit(user):
        yield button(
            gettext("Admit…"),
            url=reverse(URL_NAME, args=[participant.pk]),
            icon_name="check",
            priority=15,
        )

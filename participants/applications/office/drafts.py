"""What an acceptance has drafted, as it stands now."""

from typing import Any

from participants.models import Application, IssuedNumber


def drafted_for(application: Application) -> list[Any]:
    """Return the participant and then the pages that were drafted, those that are still there."""
    drafts = application.drafts.order_by("pk").prefetch_related("content_object")
    pages = [draft.content_object for draft in drafts]
    return [item for item in (application.participant, *pages) if item is not None]


def has_been_public(item: Any) -> bool:
    """Return whether anybody outside can have seen it."""
    return item.live or item.first_published_at is not None


def unpublished_drafts(application: Application) -> list[Any]:
    """Return what is still to be published for the first time."""
    return [item for item in drafted_for(application) if not has_been_public(item)]


def is_last_number(number: int) -> bool:
    """Return whether a number is the last that was issued, so that it can be given again."""
    return IssuedNumber.upcoming() == number + 1

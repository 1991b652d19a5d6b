"""System checks: what the registry needs from the project that installs it."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.images import get_image_model

from participants.applications.privacy import keep_for_days
from participants.models.image import AbstractCreditedImage
from participants.values.frontends import address_fault, frontend_addresses

# A hundred years.
MOST_DAYS = 36_500


@register()
def check_image_model(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report an image model that cannot hold author, licence, source and alternative texts."""
    if issubclass(get_image_model(), AbstractCreditedImage):
        return []
    return [
        Error(
            "The image model does not know the rights of its images.",
            hint=(
                'Set WAGTAILIMAGES_IMAGE_MODEL = "participants.CreditedImage", or let your own '
                "model inherit from participants.models.AbstractCreditedImage."
            ),
            id="participants.E001",
        )
    ]


@register()
def check_retention(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report a time for keeping personal data that is none, or that is for ever."""
    days = keep_for_days()
    if isinstance(days, int) and 1 <= days <= MOST_DAYS:
        return []
    return [
        Error(
            "It is not clear how long the personal data of applications are kept.",
            hint=f"PARTICIPANTS_KEEP_PERSONAL_DATA_DAYS is a number from 1 to {MOST_DAYS}.",
            id="participants.E002",
        )
    ]


@register()
def check_frontends(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report addresses of frontends to which no draft should be sent."""
    faults = (
        address_fault(address, is_plain_allowed=True) for address in frontend_addresses().values()
    )
    return [
        Error(f"FRONTEND_PREVIEW_URL {fault}", id="participants.E003")
        for fault in dict.fromkeys(faults)
        if fault
    ]

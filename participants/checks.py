"""System checks: what the registry needs from the project that installs it."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.images import get_image_model

from participants.models.image import AbstractCreditedImage


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

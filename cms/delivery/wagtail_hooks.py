"""Registration with Wagtail."""

from wagtail import hooks

from cms.delivery.webhooks.admin.viewsets import DeliveryViewSetGroup


@hooks.register("register_admin_viewset")
def register_delivery() -> DeliveryViewSetGroup:
    """Give webhooks and the delivery log their place in the menu."""
    return DeliveryViewSetGroup()

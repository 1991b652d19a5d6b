"""Wagtail's own endpoints, untouched."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet

from participants.models import Participant


class StockParticipantsAPIViewSet(BaseAPIViewSet):
    """The registry through the endpoint that Wagtail offers for any model."""

    name = "participants"
    model = Participant


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("participants", StockParticipantsAPIViewSet)

urlpatterns = [path("api/v2/", router.urls)]

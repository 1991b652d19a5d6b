"""Addresses that lie beside the page tree; include them before the language prefixes."""

from django.urls import re_path

from alliance_pages.views import legacy_address

urlpatterns = [
    re_path(
        r"^(?P<language>en|fr)/(?:page|news)/(?P<number>[0-9]{1,5})-[^/]*\.html$",
        legacy_address,
        name="legacy_address",
    ),
]

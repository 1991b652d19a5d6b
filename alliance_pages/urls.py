"""Addresses that lie beside the page tree; include them before the language prefixes."""

from django.urls import path, re_path

from alliance_pages.sitemaps import robots, sitemap, sitemap_index
from alliance_pages.views import legacy_address

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemap, name="sitemap"),
    re_path(
        r"^(?P<language>en|fr)/(?:page|news)/(?P<number>[0-9]{1,5})-[^/]*\.html$",
        legacy_address,
        name="legacy_address",
    ),
]

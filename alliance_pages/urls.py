"""Addresses that lie beside the page tree; include them before the language prefixes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import path, re_path

from alliance_pages.embeds import views as embeds
from alliance_pages.site.sitemaps import NEWS, news_sitemap, robots, sitemap, sitemap_index
from alliance_pages.views import ORIGINALS, RENDITIONS, legacy_address, picture

MEDIA = urlsplit(settings.MEDIA_URL).path.lstrip("/")

urlpatterns = [
    # Pictures only: documents leave through Wagtail's view, and nothing else has an address.
    re_path(rf"^{MEDIA}(?P<path>(?:{ORIGINALS}|{RENDITIONS}).+)$", picture, name="picture"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path(f"sitemap-{NEWS}.xml", news_sitemap, name="news_sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, name="sitemap"),
    path("embed/count/", embeds.count, name="embed_count"),
    path("embed/map/", embeds.participants_map, name="embed_map"),
    path("embed/participant/<str:slug>/", embeds.participant, name="embed_participant"),
    path(
        "embed/participant/<str:slug>/card.png",
        embeds.participant_card,
        name="embed_participant_card",
    ),
    re_path(
        r"^(?P<language>en|fr)/(?:page|news)/(?P<number>[0-9]{1,5})-[^/]*\.html$",
        legacy_address,
        name="legacy_address",
    ),
]

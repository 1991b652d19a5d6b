"""The addresses of the project."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v3.urls import api as api_v3
from wagtail.documents import urls as wagtaildocs_urls

from alliance_pages.api.files import PublicDocumentsAPIViewSet, PublicImagesAPIViewSet
from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.api.previewing.endpoint import SitePreviewAPIViewSet
from alliance_pages.api.resolving.endpoint import ResolveAPIViewSet
from alliance_pages.api.searching.endpoint import SearchAPIViewSet
from alliance_pages.api.site.endpoint import SiteAPIViewSet
from alliance_pages.embeds.oembed import OEmbedAPIViewSet
from cms.access import urls as guarded_admin_urls
from cms.api_v3.schema import openapi_document
from cms.changes_endpoint import ChangesAPIViewSet
from cms.views import api_not_found, manifest
from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.endpoint import ParticipantsAPIViewSet
from participants.api.openapi.schemas import OpenAPIViewSet

# Which endpoint of the public API answers under which name.
api_v2 = WagtailAPIRouter("wagtailapi")
api_v2.register_endpoint("site", SiteAPIViewSet)
api_v2.register_endpoint("resolve", ResolveAPIViewSet)
api_v2.register_endpoint("search", SearchAPIViewSet)
api_v2.register_endpoint("preview", SitePreviewAPIViewSet)
api_v2.register_endpoint("pages", PublicPagesAPIViewSet)
api_v2.register_endpoint("images", PublicImagesAPIViewSet)
api_v2.register_endpoint("documents", PublicDocumentsAPIViewSet)
api_v2.register_endpoint("participants", ParticipantsAPIViewSet)
api_v2.register_endpoint("changes", ChangesAPIViewSet)
api_v2.register_endpoint("oembed", OEmbedAPIViewSet)
api_v2.register_endpoint("applications", ApplicationsAPIViewSet)

handler500 = "cms.delivery.outage.failed"

urlpatterns = [
    path("admin/", include(guarded_admin_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "api/v2/openapi.json",
        OpenAPIViewSet.as_view({"get": "document_view"}, router=api_v2),
        name="openapi",
    ),
    path("api/v2/", OpenAPIViewSet.as_view({"get": "index_view"}, router=api_v2), name="api"),
    path("api/v2/", api_v2.urls),
    path("api/v3/openapi.json", openapi_document, name="openapi_v3"),
    path("api/v3/", api_v3.urls),
    re_path(r"^api/", api_not_found),
    path("", include("alliance_pages.urls")),
    *i18n_patterns(
        path("manifest.webmanifest", manifest, name="manifest"),
        path("", include("participants.applications.applicant.views")),
        path("", include(wagtail_urls)),
    ),
]

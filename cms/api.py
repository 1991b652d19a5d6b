"""The public API v2: which endpoint answers under which name."""

from wagtail.api.v2.router import WagtailAPIRouter

from alliance_pages.api.files import PublicDocumentsAPIViewSet, PublicImagesAPIViewSet
from alliance_pages.api.pages import PublicPagesAPIViewSet
from participants.api.applications.endpoint import ApplicationsAPIViewSet
from participants.api.endpoint import ParticipantsAPIViewSet

router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PublicPagesAPIViewSet)
router.register_endpoint("images", PublicImagesAPIViewSet)
router.register_endpoint("documents", PublicDocumentsAPIViewSet)
router.register_endpoint("participants", ParticipantsAPIViewSet)
router.register_endpoint("applications", ApplicationsAPIViewSet)

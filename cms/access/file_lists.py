"""Who reads the lists of images and documents in the admin's own API."""

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

WORK = ["add", "change", "delete", "choose"]


class PermittedImagesViewSet(ImagesAdminAPIViewSet):
    """List the images that the user may work with."""

    def get_queryset(self) -> QuerySet:
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(self.request.user, WORK)
        return super().get_queryset().filter(pk__in=seen.values("pk"))


class PermittedDocumentsViewSet(DocumentsAdminAPIViewSet):
    """List the documents that the user may work with."""

    def get_queryset(self) -> QuerySet:
        policy = policy_registry.get_by_type(self.model)
        seen = policy.instances_user_has_any_permission_for(self.request.user, WORK)
        return super().get_queryset().filter(pk__in=seen.values("pk"))

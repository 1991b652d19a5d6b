"""The editors of accounts, groups, sites and webhooks: they save only over the state they show."""

from django.urls import URLPattern, path
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.sites.views import EditView as StockSiteEditView
from wagtail.sites.views import SiteViewSet
from wagtail.users.views.groups import EditView as StockGroupEditView
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import EditView as StockUserEditView
from wagtail.users.views.users import UserViewSet

from cms.delivery.webhooks.admin.viewsets import WebhookViewSet
from participants.editing.rows import VersionedRowMixin


class VersionedUserEditView(VersionedRowMixin, StockUserEditView):
    """The editor of an account."""


class VersionedGroupEditView(VersionedRowMixin, StockGroupEditView):
    """The editor of a group and of what its members may do."""

    edited_relations = ("page_permissions", "collection_permissions")


class VersionedSiteEditView(VersionedRowMixin, StockSiteEditView):
    """The editor of a site."""


class VersionedWebhookEditView(VersionedRowMixin, generic.EditView):
    """The editor of a webhook."""


def versioned_urls() -> list[URLPattern]:
    """Return the addresses that stand before those of the viewsets, without their names."""
    viewsets: dict[type[generic.EditView], ModelViewSet] = {
        VersionedUserEditView: UserViewSet("wagtailusers_users", url_prefix="users"),
        VersionedGroupEditView: GroupViewSet("wagtailusers_groups", url_prefix="groups"),
        VersionedSiteEditView: SiteViewSet("wagtailsites", url_prefix="sites"),
        VersionedWebhookEditView: WebhookViewSet(),
    }
    patterns = []
    for view_class, viewset in viewsets.items():
        viewset.edit_view_class = view_class
        patterns.append(path(f"{viewset.url_prefix}/edit/<int:pk>/", viewset.edit_view))
    return patterns

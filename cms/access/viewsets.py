"""Where administrators see failed attempts and locks, and editors that save over what they show."""

from axes.models import AccessAttempt
from django.db.models import F, QuerySet, Sum, Window
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.sites.views import EditView as StockSiteEditView
from wagtail.sites.views import SiteViewSet
from wagtail.users.views.groups import EditView as StockGroupEditView
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import EditView as StockUserEditView
from wagtail.users.views.users import UserViewSet

from cms.access import attempts
from cms.delivery.webhooks.admin.viewsets import RecordViewSet, WebhookViewSet
from participants.editing.rows import VersionedRowMixin

KINDS = {
    "[token]": _("token of API v3 or of monitoring"),
    "[page]": _("password of page restriction %(number)s"),
    "[collection]": _("password of collection restriction %(number)s"),
}


def account(attempt: AccessAttempt) -> str:
    """Return what was tried, in words where it was no account."""
    kind, _space, number = attempt.username.partition(" ")
    text: str | Promise = KINDS.get(kind, attempt.username)
    return str(text) % {"number": number} if kind in KINDS else str(text)


def lock(attempt: AccessAttempt) -> str:
    """Return why nothing more is checked, or that it is."""
    most = attempts.MOST_TOKENS if attempt.username == attempts.TOKEN else attempts.MOST_OF_PAIR
    if attempt.failures_since_start >= most:
        return gettext("Locked: too often from this address")
    if attempt.of_address >= attempts.MOST_OF_ADDRESS:
        return gettext("Locked: too much from this address")
    if attempt.of_account >= attempts.MOST_OF_ACCOUNT and attempt.username != attempts.TOKEN:
        return gettext("Locked: too often from everywhere")
    return gettext("Not locked")


class AttemptIndexView(generic.IndexView):
    """The attempts that count, with the sums that make locks."""

    page_title = _("Failed attempts")

    def get_base_queryset(self) -> QuerySet:
        total = Sum("failures_since_start")
        return attempts.recent().annotate(
            of_account=Window(total, partition_by=F("username")),
            of_address=Window(total, partition_by=F("ip_address")),
        )


class LiftView(generic.DeleteView):
    """Lift the locks on an account and an address."""

    page_title = _("Lift the lock")
    header_icon = "lock-open"

    @property
    def confirmation_message(self) -> str:
        return gettext(
            "All failed attempts that lock %(account)s at the address %(address)s are forgotten."
        ) % {"account": account(self.object), "address": self.object.ip_address or "–"}

    def delete_action(self) -> None:
        with_log = super().delete_action
        attempts.lift(self.object.username, self.object.ip_address)
        with_log()

    def get_success_message(self) -> str:
        return gettext("The lock is lifted.")


class AttemptViewSet(RecordViewSet):
    """Failed attempts: seen, and forgotten before their time; nobody writes them."""

    model = AccessAttempt
    name = "failed_attempts"
    url_prefix = "failed-attempts"
    icon = "lock"
    menu_label = _("Failed attempts")
    add_to_settings_menu = True
    index_view_class = AttemptIndexView
    delete_view_class = LiftView
    list_display = [
        Column(account, label=_("Account"), sort_key="username"),
        Column("ip_address", label=_("Address"), sort_key="ip_address"),
        Column("failures_since_start", label=_("Failures"), sort_key="failures_since_start"),
        DateColumn("attempt_time", label=_("Last attempt"), sort_key="attempt_time"),
        Column(lock, label=pgettext_lazy("of an account", "Lock")),
    ]
    ordering = "-attempt_time"
    absent = ("inspect",)
    form_fields = ()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]


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

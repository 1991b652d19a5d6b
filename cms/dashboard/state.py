"""The state of the registry, and what people come for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alliance_pages.models import NewsArticlePage, NewsIndexPage
from participants.admin.listing import may_read
from participants.applications.office.pages import LIST as INBOX
from participants.applications.office.pages import may_view
from participants.models import Participant
from participants.registry.totals import counts


@dataclass(frozen=True)
class RegistryState:
    """How far the registry has come. newest: of those that take part the one admitted last.

    changed_this_month: participants that were published anew since the month began.
    """

    participants: int
    countries: int
    newest: Participant | None
    changed_this_month: int

    @property
    def address(self) -> str:
        """Return where the newest participant is shown to those who may read the registry."""
        name = Participant.snippet_viewset.get_url_name("inspect")
        return reverse(name, args=[self.newest.pk]) if self.newest else ""


@dataclass(frozen=True)
class Beginning:
    """Where something is begun that people come for."""

    key: str
    label: str | Promise
    address: str


def registry_state(user: Any) -> RegistryState | None:
    """Return the state of what is public, or None for those who may not open the registry."""
    if not may_read(user, Participant):
        return None
    totals, public = counts(), Participant.objects.public()
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return RegistryState(
        totals.participants,
        totals.countries,
        newest=public.taking_part().newest_first().with_names().first(),
        changed_this_month=public.filter(last_published_at__gte=month).count(),
    )


def beginnings(request: HttpRequest) -> Iterator[Beginning]:
    """Yield what the user may do of what people come for."""
    news = _news_index(request.user)
    if news:
        kind = NewsArticlePage._meta
        place = [kind.app_label, kind.model_name, news.pk]
        yield Beginning("news", _("Write news"), reverse("wagtailadmin_pages:add", args=place))
    if request.user.has_perm("participants.add_participant"):
        address = reverse(Participant.snippet_viewset.get_url_name("add"))
        yield Beginning("participant", _("Add a participant"), address)
    if may_view(request.user):
        yield Beginning("inbox", _("Open the inbox"), reverse(INBOX))


def _news_index(user: Any) -> NewsIndexPage | None:
    """Return the list of news that the user may write for, of the active language if there is."""
    found = NewsIndexPage.objects.select_related("locale").order_by("path")
    allowed = [page for page in found if page.permissions_for_user(user).can_add_subpage()]
    own = [page for page in allowed if page.locale.language_code == get_language()]
    return next(iter([*own, *allowed]), None)

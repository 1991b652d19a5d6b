"""The filters of the inbox."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from participants.models import Application, ApplicationState, Kind
from participants.values.countries import country_name

Choices = list[tuple[str, str]]


class StateFilter(SimpleListFilter):
    """Keep those of a state, or all for which it is the office's turn."""

    title = _("state")
    parameter_name = "state"
    WAITING = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        states = [state for state in ApplicationState if state != ApplicationState.UNCONFIRMED]
        named = [(state.value, str(capfirst(state.label))) for state in states]
        return [(self.WAITING, gettext("Waiting for the office")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == self.WAITING:
            return queryset.filter(state__in=ApplicationState.waiting())
        return queryset.filter(state=self.value()) if self.value() else queryset


class AgeFilter(SimpleListFilter):
    """Keep those that have been waiting for the office for longer than some days."""

    title = _("age")
    parameter_name = "age"
    DAYS = (7, 30, 90)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        label = ngettext("Waiting over %(days)d day", "Waiting over %(days)d days", 2)
        return [(str(days), label % {"days": days}) for days in self.DAYS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = [days for days in self.DAYS if str(days) == self.value()]
        if not chosen:
            return queryset.none() if self.value() else queryset
        limit = timezone.now() - timedelta(days=chosen[0])
        return queryset.filter(state__in=ApplicationState.waiting(), confirmed_at__lt=limit)


class CountryFilter(SimpleListFilter):
    """Keep those of a country that applications have come from."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        codes = Application.objects.confirmed().order_by().values_list("country", flat=True)
        named = [(code, str(country_name(code))) for code in codes.distinct()]
        return sorted(named, key=lambda choice: choice[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(country=self.value()) if self.value() else queryset


class KindFilter(SimpleListFilter):
    """Keep those of a kind of authority."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(kind.value, str(capfirst(kind.label))) for kind in Kind]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class AssignmentFilter(SimpleListFilter):
    """Keep those that are assigned to whoever asks, or to nobody."""

    title = _("assignment")
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("me", gettext("Assigned to me")), ("nobody", gettext("Assigned to nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "me":
            return queryset.filter(assigned_to=request.user.pk)
        if self.value() == "nobody":
            return queryset.filter(assigned_to=None)
        return queryset.none() if self.value() else queryset


FILTERS = (StateFilter, AgeFilter, CountryFilter, KindFilter, AssignmentFilter)

"""Warning an editor of participants that look like the same authority, while it is written."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views import View
from wagtail.permissions import policy_registry

from participants.models import Kind, Participant
from participants.models.identity.authority import Identity, own_names
from participants.models.identity.matching import Alike, alike, position
from participants.values.fields import validate_slugs

URL_NAME = "participants_alike"
LIST = "participants/admin/other_authorities_list.html"
MOST_NAMES = 20
LONGEST_NAME = 255


class OtherAuthoritiesWidget(forms.Widget):
    """Name who looks like the participant, with a box for each that is another authority.

    participant: as the form has it.
    """

    template_name = "participants/admin/other_authorities.html"
    participant: Participant

    class Media:
        js = ["participants/other_authorities.js"]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        if isinstance(data, QueryDict):
            return sorted(set(data.getlist(name)))
        return data.get(name) or []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        # A box that is not ticked is not sent.
        return False

    def get_context(
        self, name: str, value: list[str] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        told_apart = value if isinstance(value, list) else []
        own = {"but": self.participant.pk}
        return {**context, **own, **boxes(self.participant.alike(), told_apart)}


class OtherAuthoritiesField(forms.Field):
    """The slugs of those that an editor has told the participant apart from."""

    widget = OtherAuthoritiesWidget

    def to_python(self, value: list[str] | None) -> list[str]:
        return value or []

    def validate(self, value: list[str]) -> None:
        validate_slugs(value)

    def has_changed(self, initial: list[str] | None, data: Any) -> bool:
        # API v3 asks before it has looked whether this is a list of texts.
        if not isinstance(data, list):
            return bool(data)
        return sorted(initial or []) != sorted(map(str, data))


def boxes(found: Alike, told_apart: list[str]) -> dict[str, Any]:
    """Return what the list shows. told_apart: slugs whose boxes are ticked, or stay as they are."""
    shown = {other.slug for other in found.same}
    return {
        "same": [(other, other.slug in told_apart) for other in found.same],
        "near": found.near,
        "kept": [slug for slug in told_apart if slug not in shown],
    }


class AlikeView(View):
    """Answer with the list for what an editor has typed so far."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the list as HTML; what is no name, place or key is passed over."""
        policy = policy_registry.get_by_type(Participant)
        if not policy.user_has_any_permission(request.user, {"add", "change", "publish"}):
            raise PermissionDenied
        typed = request.GET
        key = typed.get("but", "")
        others = Participant.objects.all()
        if key.isascii() and key.isdigit() and len(key) < 19:
            others = others.exclude(pk=int(key))
        context = boxes(alike(_typed(typed), others), typed.getlist("distinct_from"))
        return render(request, LIST, context)


def _typed(typed: QueryDict) -> Identity:
    names = [name[:LONGEST_NAME] for name in typed.getlist("name")[:MOST_NAMES]]
    kind = typed.get("kind", "")
    return Identity(
        country=typed.get("country", "")[:2].replace("\x00", ""),
        kind=kind if kind in Kind.values else "",
        names=own_names(names),
        place=position(typed.get("latitude"), typed.get("longitude")),
    )

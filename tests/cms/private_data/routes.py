"""An address for every route of the URLconf, filled in with whatever may lead to an application."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http.response import HttpResponseBase
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.regex_helper import normalize

LANGUAGES = ("en/", "fr/")


class Route(NamedTuple):
    """A place in the URLconf, with %(name)s for each parameter, and what answers there."""

    place: str
    parameters: list[str]
    answers: Callable[..., Any]


def routes(*, below: str = "") -> list[Route]:
    """Return all routes below a path, in the order in which they are tried."""
    found = _routes(get_resolver().url_patterns, [""])
    return [route for route in found if route.place.startswith(below)]


def addresses(values: dict[str, list[str]], *, below: str = "") -> list[str]:
    """Return the addresses of all routes below a path. values: what stands for parameters."""
    found = dict.fromkeys(
        f"/{route.place % dict(zip(route.parameters, chosen, strict=True))}"
        for route in routes(below=below)
        for chosen in product(*(_values(name, values) for name in route.parameters))
    )
    return list(found)


def values_for(*objects: Model) -> dict[str, list[str]]:
    """Return what stands for parameters: the keys and models of these objects."""
    types = [ContentType.objects.get_for_model(found) for found in objects]
    apps = _once([kind.app_label for kind in types])
    models = _once([kind.model for kind in types])
    return {
        "key": _once([str(found.pk) for found in objects]),
        "app_label": apps,
        "app_name": apps,
        "content_type_app_name": apps,
        "model_name": models,
        "content_type_model_name": models,
        "type": _once([kind.model_class()._meta.label for kind in types]),
    }


def _values(name: str, values: dict[str, list[str]]) -> list[str]:
    if name in values:
        return values[name]
    return values["key"] if name.endswith(("pk", "_id")) else ["1"]


def text_of(response: HttpResponseBase) -> str:
    """Return all of an answer: headers, cookies and body, streamed or not."""
    body = response.getvalue() if response.streaming else response.content
    said = [f"{name}: {value}" for name, value in response.items()]
    return "\n".join([*said, str(response.cookies), body.decode("utf-8", "replace")])


def _routes(patterns: list, prefixes: list[str]) -> Iterator[Route]:
    for entry in patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            forms = [(language, []) for language in LANGUAGES]
        else:
            forms = normalize(entry.pattern.regex.pattern)
        places = [f"{prefix}{route}" for prefix in prefixes for route, _ in forms]
        if isinstance(entry, URLPattern):
            yield from (Route(place, _parameters(place), entry.callback) for place in places)
        else:
            yield from _routes(entry.url_patterns, places)


def _parameters(route: str) -> list[str]:
    return [part.partition(")s")[0] for part in route.split("%(")[1:]]


def _once(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))

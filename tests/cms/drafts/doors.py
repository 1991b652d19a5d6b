"""Every address of the project, filled in with what holds canaries; each answers at a door."""

from collections.abc import Iterator
from itertools import product

from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Locale, Site

from tests.cms.drafts.scenario import Scenario
from tests.cms.private_data.routes import Route, routes

SEARCHED = "zv"
# What is asked of each list besides what it shows by itself.
SEARCH = f"?q={SEARCHED}&term={SEARCHED}"
# Wagtail's way of trying out error reports; the end of a session; what changes a password.
NOT_ASKED = {"/admin/failwhale/", "/admin/logout/"}

# Which kind of thing the scenario puts in the place of a parameter.
BY_NAME = {
    "slug": "slug of a participant",
    "page_id": "edited",
    "page_pk": "page",
    "parent_page_id": "parent",
    "page_to_move_id": "moved",
    "destination_id": "parent",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "redirect_id": "redirect",
    "collection_id": "collection",
    "task_id": "task",
    "workflow_pk": "workflow",
    "translation_id": "translation",
    "translation_source_id": "translation source",
    "string_segment_id": "string",
    "page_view_restriction_id": "restriction",
    "restriction_id": "collection restriction",
    "site_id": "site",
    "locale_id": "locale",
}
# The rest belongs to what the place is about; the first that fits counts.
BY_PLACE = {
    "admin/api/main/pages/": "page",
    "admin/api/main/images/": "image",
    "admin/api/main/documents/": "document",
    "admin/pages/": "edited",
    "admin/collections/": "collection",
    "admin/workflows/tasks/": "task",
    "admin/workflows/": "workflow",
    "admin/snippets/participants/participant/": "participant",
    "admin/snippets/choose/participants/participant/": "participant",
    "admin/snippets/participants/theme/": "theme",
    "admin/snippets/choose/participants/theme/": "theme",
    "admin/snippets/alliance_pages/announcementtemplate/": "template",
    "admin/snippets/choose/alliance_pages/announcementtemplate/": "template",
    "admin/snippets/alliance_pages/sitesettings/": "settings",
    "admin/snippets/choose/alliance_pages/sitesettings/": "settings",
    "admin/images/": "image",
    "admin/documents/": "document",
    "admin/participants/imports/": "import",
    "admin/participants/": "participant",
    "admin/localize/": "snippet",
    "admin/locales/": "locale",
    "admin/sites/": "site",
    "admin/users/": "user",
    "admin/preview-links/": "preview link",
    "admin/groups/": "group",
    "api/v2/pages/": "edited",
    "api/v2/images/": "image",
    "api/v2/documents/": "document",
    "api/v2/participants/": "participant",
    "api/v3/snippets/": "snippet",
}
# Filled in with the addresses of files, pages and parts of the sitemap that there are.
OPEN_ENDED = {
    "documents/%(_0)s/%(_1)s",
    "media/%(path)s",
    "en/%(_0)s",
    "fr/%(_0)s",
    "sitemap-%(section)s.xml",
}
# What is a word, or belongs to things that hold none of what is asked for here.
WORDS = {
    "action_name": ["approve", "reject"],
    "filter_spec": ["original"],
    "type": [
        "participants.Participant",
        "alliance_pages.AnnouncementTemplate",
        "alliance_pages.SiteSettings",
    ],
    "type_name": ["alliance_pages.StandardPage", "participants.Participant"],
    "mode": ["html"],
    "object_id": ["1"],
    "overridable_segment_id": ["1"],
    "uploaded_file_id": ["1"],
    "session_id": ["1"],
    "instance_pk": ["1"],
    "signed": ["x"],
    "token": ["x"],
    "uidb64": ["MQ"],
    "number": ["149"],
    "language": ["en"],
    "action": ["delete"],
}
NOTHING_OF_OURS = (
    "admin/api-tokens/",
    "admin/delivery/",
    "admin/failed-attempts/",
    "admin/participants/application/",
    "admin/settings/",
    # All of them are public.
    "admin/snippets/alliance_pages/withdrawnaddress/",
    "admin/snippets/choose/alliance_pages/withdrawnaddress/",
)
# What goes with a page or a participant, by the parameter's name.
WITH_IT = {
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "workflow_state_id": "workflow state",
    "task_state_id": "task state",
}
PAIRS = [
    ("app_label", "model_name"),
    ("app_name", "model_name"),
    ("content_type_app_name", "content_type_model_name"),
]
MODELS = [
    ("participants", "participant"),
    ("alliance_pages", "announcementtemplate"),
    ("alliance_pages", "sitesettings"),
    ("alliance_pages", "standardpage"),
]
LISTED = {
    "page": ("wagtailcore", "page"),
    "image": ("participants", "creditedimage"),
    "document": ("wagtaildocs", "document"),
    "participant": ("participants", "participant"),
    "template": ("alliance_pages", "announcementtemplate"),
    "settings": ("alliance_pages", "sitesettings"),
}


class UnknownParameterError(LookupError):
    """A route has a parameter for which the sweep has no value."""


class Doors:
    """The addresses at which things of a scenario may be told."""

    def __init__(self, made: Scenario) -> None:
        self.made = made
        self.values = {
            kind: [str(thing.pk) for thing in things] for kind, things in made.keys.items()
        }
        of = self.values
        section = str(made.section.pk)
        of["parent"] = [section, of["page"][0]]
        of["moved"] = [of["own"][0], of["page"][0]]
        of["edited"] = [of["own"][0], *of["page"]]
        of["snippet"] = [of["participant"][0], of["template"][0], of["settings"][0]]
        of["site"] = [str(Site.objects.get().pk)]
        of["slug of a participant"] = [place.slug for place in made.keys["participant"]]
        of["locale"] = [str(Locale.objects.get(language_code="fr").pk)]

    def admin(self) -> list[str]:
        """Return what whoever enters the admin may ask for."""
        found = routes(below="admin/")
        plain = list(self._filled(found, most=2))
        lists = {route.place for route in found if not route.parameters}
        # A list and its results alone show the same.
        searched = [place for place in lists if f"{place}results/" not in lists]
        searches = [f"/{place}{SEARCH}" for place in searched]
        exports = [f"/{place}?export=csv" for place in lists if f"{place}results/" in lists]
        return _once([*plain, *searches, *exports, *self._several()])

    def forms(self) -> list[str]:
        """Return what whoever enters the admin may send a form to: what is about one thing."""
        found = [route for route in routes(below="admin/") if route.parameters]
        return _once([*self._filled(found, most=1), *self._several()])

    def tokens(self) -> list[str]:
        """Return what a token of API v3 may be used for."""
        plain = list(self._filled(routes(below="api/v3/"), most=2))
        lists = [f"/{route.place}" for route in routes(below="api/v3/") if not route.parameters]
        listed = [*lists, *(f"/api/v3/snippets/{label}/" for label in WORDS["type"])]
        searches = [f"{address}?search={SEARCHED}" for address in listed]
        details = [
            f"/api/v3/{place}/{key}/{version}"
            for place, kind in (
                ("pages", "edited"),
                ("pages", "french"),
                ("snippets/participants.Participant", "participant"),
            )
            for key in self.values[kind]
            for version in ("", "?version=draft")
        ]
        return _once([*plain, *searches, *details])

    def token_actions(self) -> list[str]:
        """Return what a token may do to one thing."""
        found = [route for route in routes(below="api/v3/") if "/actions/" in route.place]
        return _once([*self._filled(found, most=1)])

    def public(self) -> list[str]:
        """Return what everybody may ask for."""
        plain = self._filled(_public_routes(), most=99)
        return _once([*plain, *self.files(), *self.pages(), *self._questions()])

    def private(self) -> list[str]:
        """Return what may be for some readers: files and pages."""
        return _once([*self.files(), *self.pages()])

    def pages(self) -> list[str]:
        """Return the addresses of all pages and profiles, public or not."""
        pages = [
            page.url
            for kind in ("page", "own", "french")
            for page in self.made.keys[kind]
            if page.url
        ]
        profiles = [f"/en/participants/{place.slug}/" for place in self.made.keys["participant"]]
        return [*pages, *profiles]

    def files(self) -> list[str]:
        """Return the addresses of all files, public or not."""
        pictures = [*self.made.keys["image"], *self.made.keys["rendition"]]
        return [
            *(picture.file.url for picture in pictures),
            *(document.url for document in self.made.keys["document"]),
        ]

    def _questions(self) -> Iterator[str]:
        for endpoint in ("pages", "participants", "images", "documents"):
            yield f"/api/v2/{endpoint}/?fields=*&limit=100"
            yield f"/api/v2/{endpoint}/?search={SEARCHED}"
        yield "/api/v2/pages/?locale=fr&fields=*"
        for page in self.made.keys["page"]:
            yield f"/api/v2/pages/find/?html_path={page.url}"
            yield f"/api/v2/pages/?child_of={page.pk}"
            yield f"/api/v2/pages/?descendant_of={page.pk}"
            yield f"/api/v2/pages/?translation_of={page.pk}"
        for address in self.pages():
            yield f"/api/v2/resolve/?path={address}&lists=true"
            yield f"/api/v2/oembed/?url={address}"
        for place in self.made.keys["participant"]:
            yield f"/api/v2/participants/find/?slug={place.slug}"
            yield f"/api/v2/participants/?near=38,23&search={place.slug}"
        feeds = ("feed/", "feed/rss/", "feed/json/")
        for below in ("", "open-data/", *feeds, "changes/", "changes/json/"):
            yield f"/en/participants/{below}?q={SEARCHED}"
        for below in ("", *feeds, "calendar/"):
            yield f"/en/news/{below}"
        yield f"/en/?q={SEARCHED}"
        yield "/sitemap-news.xml"
        for section in ("pages", "participants"):
            for part in ("", "-1", "-2"):
                yield f"/sitemap-{section}{part}.xml"

    def _several(self) -> Iterator[str]:
        """Yield the questions about several things at once: bulk actions, and what was chosen."""
        bulk_action_registry._scan_for_bulk_actions()
        for kind, (app, model) in LISTED.items():
            ids = "&".join(f"id={key}" for key in self.values[kind])
            named = bulk_action_registry.actions.get(app, {}).get(model, {})
            for action in named:
                yield f"/admin/bulk/{app}/{model}/{action}/?{ids}"
        for place, kind in (
            ("choose-page", "page"),
            ("images/chooser", "image"),
            ("documents/chooser", "document"),
            ("snippets/choose/participants/participant", "participant"),
            ("snippets/choose/alliance_pages/announcementtemplate", "template"),
            ("snippets/choose/alliance_pages/sitesettings", "settings"),
        ):
            ids = "&".join(f"id={key}" for key in self.values[kind])
            yield f"/admin/{place}/chosen-multiple/?{ids}"
        for kind in ("page", "own", "french"):
            for key in self.values[kind]:
                yield f"/admin/choose-page/{key}/"
                yield f"/admin/pages/{key}/edit/"
                yield f"/admin/pages/{key}/privacy/"
        for key in self.values["participant"]:
            yield f"/admin/snippets/participants/participant/edit/{key}/"
        yield f"/admin/pages/{self.made.section.pk}/"
        yield "/admin/localize/api/snippets/participants/participant/?search=zv"
        yield "/admin/participants/alike/?name=Place+draft&country=GR&kind=city"

    def _filled(self, found: list[Route], *, most: int) -> Iterator[str]:
        for route in found:
            for filling in self.fillings(route, most=most):
                yield f"/{route.place % filling}"

    def fillings(self, route: Route, *, most: int) -> Iterator[dict[str, str]]:
        """Yield what may stand for the parameters of a route. Raises UnknownParameterError."""
        left = list(route.parameters)
        groups: list[list[dict[str, str]]] = []
        for pair in PAIRS:
            if set(pair) <= set(left):
                groups.append([dict(zip(pair, model, strict=True)) for model in MODELS])
                left = [name for name in left if name not in pair]
        for name in left:
            groups.append([{name: value} for value in self._values(route.place, name)[:most]])
        for chosen in product(*groups):
            yield {name: value for part in chosen for name, value in part.items()}

    def _values(self, place: str, name: str) -> list[str]:
        if name in WORDS:
            return WORDS[name]
        if place.startswith(NOTHING_OF_OURS):
            return ["1"]
        if name in WITH_IT:
            of_settings = "settings" if "sitesettings" in place else ""
            is_participant = "participant" in place or "snippets" in place
            owner = of_settings or ("participant" if is_participant else "page")
            return self.values[f"{owner} {WITH_IT[name]}"]
        if name in BY_NAME:
            return self.values[BY_NAME[name]]
        for prefix, kind in BY_PLACE.items():
            if place.startswith(prefix) and name == "pk":
                return self.values[kind]
        raise UnknownParameterError(f"{place}: {name}")


def _public_routes() -> list[Route]:
    return [
        route
        for route in routes()
        if not route.place.startswith(("admin/", "api/v3/")) and route.place not in OPEN_ENDED
    ]


def _once(found: list[str]) -> list[str]:
    return [
        address for address in dict.fromkeys(found) if address.partition("?")[0] not in NOT_ASKED
    ]

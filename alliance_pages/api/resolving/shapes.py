"""The answers of `resolve/`, in the types that `openapi.json` is made from."""

from typing import Annotated, Any, Literal, NotRequired, get_type_hints

from pydantic import Field
from typing_extensions import TypedDict

from alliance_pages.api.lists.shapes import LISTS_WITH_WORDS, PAGE_LISTS, PROFILE_LISTS
from participants.api.representations import PARTICIPANT
from participants.api.shapes import Image
from participants.registry.listing.shapes import Address, Language, Link, TypedAddress, shape_of

Path = Annotated[
    str | None,
    Field(description="The address on this site, without its host; null where it is on another."),
]
Asked = Annotated[str, Field(description="The path that was asked about, percent-encoded.")]
PathLanguage = Annotated[
    Language, Field(description="Of the page, or of the path where nothing is.")
]


Kind = Literal["page", "past_day", "participant", "feed", "form", "search", "open_data"]


class Linked(TypedDict):
    """Where something is."""

    path: Path
    html_url: Link


class Translation(Linked):
    """The same in a language, or the nearest page above it that exists there."""

    locale: Language
    is_translation: bool
    notice: Annotated[
        str, Field(description="That it does not exist in this language, said in it; or empty.")
    ]


class Breadcrumb(Linked):
    """A step from the home page to what is shown, which is the last."""

    title: str


class HeadAtPath(TypedDict):
    """What the site's own pages say in their heads."""

    title: Annotated[str, Field(description="With the name of the site.")]
    description: str
    robots: Literal["all", "noindex"]
    canonical: Address
    picture: Image | None
    open_graph: Annotated[
        dict[str, str],
        Field(description="What a card shows where the page is shared, by property."),
    ]
    oembed: Annotated[
        Address | None,
        Field(description="Where it is said how other sites show it; null but for a profile."),
    ]
    json_ld: Annotated[dict[str, Any] | None, Field(description="null for a feed.")]


class FoundAtPath(TypedDict):
    """What is shown at the path."""

    kind: Kind
    path: Asked
    locale: PathLanguage
    route: Annotated[str, Field(description="What follows the address of the page it belongs to.")]
    item: Annotated[
        dict[str, Any],
        Field(description="As `participants/{id}/` or `pages/{id}/` answers it, with all fields."),
    ]
    translations: list[Translation]
    breadcrumbs: list[Breadcrumb]
    meta: HeadAtPath
    lists: NotRequired[dict[str, Any]]


class RedirectTarget(TypedDict):
    """Where a visitor is sent, in one step."""

    status: Literal[301, 302]
    path: Path
    location: Link


class RedirectAtPath(TypedDict):
    """The path leads elsewhere."""

    kind: Literal["redirect"]
    path: Asked
    redirect: RedirectTarget


class NearestAddress(Linked):
    """Where to go instead."""

    reason: Annotated[
        Literal["similar", "ancestor"],
        Field(
            description="It has the same last word, or is the nearest page above the path that "
            "there is."
        ),
    ]
    title: str


class NothingAtPath(TypedDict):
    """Nothing is shown at the path, or nothing that everybody may see."""

    message: Annotated[str, Field(description="One sentence.")]
    kind: Literal["none"]
    path: Asked
    locale: PathLanguage
    nearest: NearestAddress | None
    lists: NotRequired[
        Annotated[
            LISTS_WITH_WORDS,
            Field(description="Where the path has a parameter `q`: what has its words."),
        ]
    ]


class WithdrawnAtPath(TypedDict):
    """What was at this address of the former site is not on this one."""

    message: Annotated[str, Field(description="One sentence.")]
    kind: Literal["gone"]
    path: Asked
    locale: PathLanguage
    title: Annotated[str, Field(description="Of what was there.")]
    title_locale: Language
    archived_url: Annotated[TypedAddress, Field(description="Where a web archive keeps a copy.")]


def answer_with(page: Any) -> Any:
    """Return the type of the answer, by its `kind`. page: the type of a page in full."""
    members = get_type_hints(FoundAtPath, include_extras=True)
    kinds = Literal["page", "past_day", "feed", "form", "search", "open_data"]
    of_page = {"kind": kinds, "item": page, "lists": NotRequired[PAGE_LISTS]}
    of_profile = {
        "kind": Literal["participant"],
        "item": PARTICIPANT,
        "lists": NotRequired[PROFILE_LISTS],
    }
    found = shape_of("PageAtPath", members | of_page)
    profile = shape_of("ParticipantAtPath", members | of_profile)
    return Annotated[found | profile | RedirectAtPath, Field(discriminator="kind")]

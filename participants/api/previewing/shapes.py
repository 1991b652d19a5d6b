"""What stands beside the document of a preview, in the types that `openapi.json` is made from."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from participants.api.shapes import item_shape
from participants.registry.listing.shapes import Address, Language, Text, TextOrEmpty, Time


class PreviewedObject(TypedDict):
    """What is shown."""

    type: str
    id: Annotated[int | None, Field(description="null for what has not been saved yet.")]
    locale: Language
    live: Annotated[bool, Field(description="Whether something of it is public now.")]


class PreviewInfo(TypedDict):
    """What is said of a preview."""

    of: PreviewedObject
    saved_at: Annotated[Time, Field(description="When the editor was asked what stands in it.")]
    editor_url: Address
    fields: Annotated[
        dict[str, Address],
        Field(
            description="Where in the editor a field is, by its path in the document, such as "
            "`body.3`."
        ),
    ]


def previewed_shape(name: str, meta: Mapping[str, Any], body: Mapping[str, Any]) -> Any:
    """Return the type of a document with what stands beside it. name: of that of the document.

    A draft may lack texts that what is public always has.
    """
    told = {key: TextOrEmpty if kind == Text else kind for key, kind in body.items()}
    return item_shape(f"{name}Preview", meta, {**told, "preview": PreviewInfo})

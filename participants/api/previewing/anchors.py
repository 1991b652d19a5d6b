"""Where in the editor the fields of a document are: the parts of an address after its “#”."""

from collections.abc import Iterable
from typing import Any

from participants.models import LINKS
from participants.values.languages import by_language

OWN_FIELDS = ("number", "slug", "name_local", "kind", "country", "themes", "image", *LINKS)
OF_TEXTS = ("name", "location_note", "summary")
OF_EVENTS = ("status", "joined_on", "left_on")

# From the path of a field in the document, such as "figures.0".
Anchors = dict[str, str]


def at_field(*steps: str) -> str:
    """Return the anchor of a field, or of a block within it, as Wagtail's own reports link it."""
    return f":w:contentpath={'.'.join(steps)}"


def at_row(relation: str, place: int) -> str:
    """Return the anchor of a row that is edited beside the object."""
    return f"inline_child_{relation}-{place}-panel-section"


def at_rows(relation: str, places: Iterable[int]) -> Anchors:
    """Return the anchors of the rows at these places of the editor, as the document lists them."""
    return {f"{relation}.{told}": at_row(relation, place) for told, place in enumerate(places)}


def participant_anchors(draft: Any, language: str) -> Anchors:
    """Return where the fields of a participant are that is told in a language."""
    found = {name: at_field(name) for name in OWN_FIELDS} | {"position": at_field("latitude")}
    texts = list(draft.texts.all())
    if text := by_language(draft.texts_by_language, language):
        found |= dict.fromkeys(OF_TEXTS, at_row("texts", texts.index(text)))
    for relation in ("events", "figures", "representatives"):
        found |= at_rows(relation, range(len(getattr(draft, relation).all())))
    if "events.0" in found:
        found |= dict.fromkeys(OF_EVENTS, found["events.0"])
    initiatives = enumerate(draft.initiatives.all())
    told = [place for place, initiative in initiatives if initiative.texts.all()]
    return found | at_rows("initiatives", told)

"""The registry: themes, pictures, and participants with everything that is known about them."""

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.demo.reading import PICTURES, Record, read, read_pictures
from participants.models import (
    CreditedImage,
    Figure,
    Initiative,
    InitiativeText,
    MembershipEvent,
    Participant,
    ParticipantText,
    Representative,
    Theme,
)
from participants.models.image import FOCUS
from participants.registry.pictures.renditions import filters_of


def load_picture(key: str, editor: User) -> None:
    """Put a drawn picture into the library unless one of its title is there."""
    image = find_picture(key) or _create_picture(key, editor)
    # Otherwise the first visitor of each page would wait for them. The other formats take ten times
    # as long and are left to the deliverer.
    alone, in_webp, *_others = filters_of(image)
    image.get_renditions(*alone, *in_webp)


def find_picture(key: str | None) -> CreditedImage | None:
    """Return the picture of a key from the library."""
    if not key:
        return None
    return CreditedImage.objects.filter(title=read_pictures()[key]["title"]).first()


def _create_picture(key: str, editor: User) -> CreditedImage:
    record = read_pictures()[key]
    with (PICTURES / record["file"]).open("rb") as file:
        image = CreditedImage(
            title=record["title"],
            file=ImageFile(file, name=record["file"]),
            author=record["author"],
            licence=record["licence"],
            source=record["source"],
            alternative_texts={"en": record["alt_en"], "fr": record["alt_fr"]},
            uploaded_by_user=editor,
            **dict(zip(FOCUS, record.get("focus", ()), strict=False)),
        )
        image.full_clean(exclude=["width", "height"])
        image.save()
    return image


OWN_FIELDS = (
    *("number", "name_local", "kind", "country"),
    *("latitude", "longitude", "website", "source_url"),
)


def load_theme(slug: str, editor: User) -> None:
    """Make a theme unless one of its slug is there."""
    if Theme.objects.filter(slug=slug).exists():
        return
    labels = read("themes")[slug]
    theme = Theme(slug=slug, labels=labels, name=labels["en"])
    theme.full_clean()
    theme.save()
    log(instance=theme, action="wagtail.create", user=editor)


def load_participant(slug: str, editor: User) -> None:
    """Make a participant unless one of its slug is there; publish it if the record says so."""
    if Participant.objects.filter(slug=slug).exists():
        return
    record = read(f"participants/{slug}")
    participant = _build(slug, record)
    _check(participant)
    participant.save()
    log(instance=participant, action="wagtail.create", user=editor, content_changed=True)
    revision = participant.save_revision(user=editor)
    if record["published"]:
        revision.publish(user=editor, skip_permission_checks=True)


def themes_with(slugs: list[str]) -> list[Theme]:
    """Return the themes of these slugs, as far as they exist."""
    return list(Theme.objects.filter(slug__in=slugs))


def _build(slug: str, record: Record) -> Participant:
    """Return the participant with its child rows in memory, not yet saved."""
    own = {name: record[name] for name in OWN_FIELDS if name in record}
    rows: Record = {
        "texts": [
            ParticipantText(locale=_locale(language), **text)
            for language, text in record["text"].items()
        ],
        "events": _rows(MembershipEvent, record.get("event", [])),
        "representatives": _rows(Representative, record.get("representative", [])),
        "figures": [_figure(row, order) for order, row in enumerate(record.get("figure", []))],
        "initiatives": [
            _initiative(row, order) for order, row in enumerate(record.get("initiative", []))
        ],
    }
    image = find_picture(record.get("picture"))
    participant = Participant(slug=slug, live=False, image=image, **own, **rows)
    participant.themes.set(themes_with(record["themes"]))
    return participant


def _rows(model: type[Model], records: list[Record]) -> list[Model]:
    return [model(sort_order=order, **row) for order, row in enumerate(records)]


def _figure(record: Record, order: int) -> Figure:
    fields = {name: value for name, value in record.items() if name != "shown"}
    return Figure(sort_order=order, is_shown=record["shown"], **fields)


def _initiative(record: Record, order: int) -> Initiative:
    texts = [
        InitiativeText(
            locale=_locale(language),
            title=text["title"],
            description=text["description"],
            staff_roles="\n".join(text["staff_roles"]),
        )
        for language, text in record["text"].items()
    ]
    return Initiative(
        sort_order=order,
        theme=Theme.objects.get(slug=record["theme"]),
        started_on=record["started"],
        funding=record["funding"],
        source_url=record["source_url"],
        texts=texts,
    )


def _check(participant: Participant) -> None:
    """Raise ValidationError for the participant or the first faulty row below it."""
    participant.full_clean()
    for row in _rows_of(participant):
        row.full_clean(exclude=["participant"])
    for initiative in participant.initiatives.all():
        for text in initiative.texts.all():
            text.full_clean(exclude=["initiative"])


def _rows_of(participant: Participant) -> Iterator[Model]:
    for name in ("texts", "events", "representatives", "figures", "initiatives"):
        yield from getattr(participant, name).all()


def _locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)

"""The rules of a participant, and the columns that follow from its rows."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext, override
from modelcluster.models import ClusterableModel, get_all_child_relations

from participants.editing.together import EditedTogetherMixin
from participants.models.identity.matching import Alike, alike, identity_of, refusal, same_public
from participants.models.image import AbstractCreditedImage
from participants.models.parts.figure import make_room_for_shown, shown_figure_errors
from participants.models.parts.membership import (
    Membership,
    Status,
    derive_events,
    future_errors,
    membership_from,
    sequence_errors,
)
from participants.models.parts.texts import settle_languages
from participants.models.publication import Errors, PublicationRulesMixin, decides_what_is_public
from participants.models.registry_state import IssuedNumber, RegistryState
from participants.values.dates import PartialDate
from participants.values.languages import default_language
from participants.values.text import fold, searchable

# Columns that follow from the others and from the rows.
DERIVED = (
    *("status", "joined_on", "joined_on_precision", "left_on", "left_on_precision"),
    *("search_text", "sort_name", "slug"),
)


class ParticipantRules(EditedTogetherMixin, PublicationRulesMixin, ClusterableModel):
    """Hold the rules at every door, and derive on save what nobody may type."""

    number: Any
    slug: Any
    latitude: Any
    longitude: Any
    image: Any
    texts: Any
    events: Any
    figures: Any
    initiatives: Any
    status: Any

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        super().full_clean(*args, **kwargs)
        # A form calls this before it has put the child rows on the instance and leaves out
        # validate_unique; it checks each row itself, and ParticipantForm all of them together.
        if kwargs.get("validate_unique", True):
            errors = [*self.row_errors(), *chain.from_iterable(self.relation_errors().values())]
            if errors:
                raise ValidationError(errors)

    def clean(self) -> None:
        super().clean()
        errors = self._permanence_errors()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = gettext("Latitude and longitude come together, or not at all.")
        if errors:
            raise ValidationError(errors)

    def _permanence_errors(self) -> dict[str, str]:
        """Return what was changed although others already rely on it."""
        if self.pk is None:
            return {}
        stored = type(self).objects.filter(pk=self.pk)
        found = stored.values_list("slug", "first_published_at", "issued_number__number").first()
        if found is None:
            return {}
        slug, published_at, issued = found
        errors = {}
        if issued is not None and issued != self.number:
            errors["number"] = gettext(
                "The number %(number)d has been issued. A number is never changed."
            ) % {"number": issued}
        if published_at is not None and slug != self.slug:
            errors["slug"] = gettext(
                "The address “%(slug)s” has been published. It never changes, so that links to "
                "it keep working."
            ) % {"slug": slug}
        return errors

    def row_errors(self, *, with_targets: bool = True) -> list[str]:
        """Return what is wrong with each child row by itself.

        with_targets: ask the database whether the rows exist that the child rows point at.
        """
        errors = []
        for relation in get_all_child_relations(type(self)):
            for row in getattr(self, relation.get_accessor_name()).all():
                left_out = {relation.field.name}
                if not with_targets:
                    left_out |= {field.name for field in row._meta.fields if field.is_relation}
                try:
                    row.full_clean(left_out, validate_unique=False, validate_constraints=False)
                except ValidationError as error:
                    for name, messages in error.message_dict.items():
                        errors.append(f"{row._meta.verbose_name}, {name}: {' '.join(messages)}")
        return errors

    def relation_errors(self) -> Errors:
        """Return what is wrong with the child rows taken together, by relation."""
        errors: Errors = {
            "texts": [],
            "initiatives": [],
            "events": sequence_errors(list(self.events.all())),
            "figures": shown_figure_errors(list(self.figures.all())),
        }
        if _has_twins(self.texts):
            errors["texts"].append(gettext("There are two texts in the same language."))
        if default_language() not in {text.locale.language_code for text in self.texts.all()}:
            errors["texts"].append(gettext("The text in the main language is missing."))
        if any(_has_twins(initiative.texts) for initiative in self.initiatives.all()):
            errors["initiatives"].append(
                gettext("An initiative has two texts in the same language.")
            )
        return {name: messages for name, messages in errors.items() if messages}

    def publication_errors(self) -> Errors:
        errors = self.completeness_errors()
        issued = IssuedNumber.objects.filter(number=self.number)
        if self.pk is not None:
            issued = issued.exclude(participant=self.pk)
        if self.number is not None and issued.exists():
            errors["number"] = [
                gettext("This number has been issued before. It is never given again.")
            ]
        if others := self.same_public():
            errors["distinct_from"] = [refusal(others)]
        return errors

    def same_public(self) -> list[Any]:
        """Return published ones that nobody has told it apart from, though they look the same."""
        return same_public(identity_of(self), type(self).objects.exclude(pk=self.pk))

    def alike(self) -> Alike:
        """Return who may be the same authority, drafts and those it is told apart from included."""
        return alike(identity_of(self), type(self).objects.exclude(pk=self.pk))

    def completeness_errors(self) -> Errors:
        """Return what keeps it from being published, leaving aside what others have."""
        errors = super().publication_errors()
        if self.membership.status == Status.NOT_ADMITTED:
            errors["events"] = [gettext("Only an admitted participant can be published.")]
        if to_come := future_errors(list(self.events.all())):
            errors.setdefault("events", []).extend(to_come)
        return errors

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        if self.image is not None:
            yield "image", self.image

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            # All who write queue up here, before they hold a row that another one wants.
            RegistryState.change()
            written = kwargs.get("update_fields")
            if decides_what_is_public(written):
                self.prepare()
                if self.live:
                    self.full_clean()
                if written is not None:
                    kwargs["update_fields"] = {*written, *DERIVED}
            settle_languages(self.texts)
            make_room_for_shown(self.figures)
            super().save(*args, **kwargs)
            if self.live:
                IssuedNumber.record(self)

    def hold(self) -> None:
        # Where all who write queue up, so that no two wait for each other's rows.
        list(RegistryState.objects.select_for_update().filter(pk=1))

    def prepare(self) -> None:
        """Bring child rows into their order, and the derived columns in line with them."""
        self.number_rows()
        self.derive()

    def set_rows(self, **rows: list[Any]) -> None:
        """Give the participant child rows, by relation, in memory until it is saved."""
        for relation, items in rows.items():
            setattr(self, relation, items)

    def hold_rows(self) -> None:
        """Hold the child rows of all relations in memory, so that they can be changed together."""
        for relation in get_all_child_relations(type(self)):
            name = relation.get_accessor_name()
            self.set_rows(**{name: list(getattr(self, name).all())})

    def number_rows(self) -> None:
        """Keep child rows that were added by code in the order in which they were added."""
        for relation in ("events", "representatives", "figures", "initiatives"):
            rows = list(getattr(self, relation).all())
            if any(row.sort_order is None for row in rows):
                rows.sort(key=lambda row: (row.sort_order is None, row.sort_order or 0))
                for place, row in enumerate(rows):
                    row.sort_order = place
                setattr(self, relation, rows)

    def derive(self) -> None:
        """Bring the derived columns in line with the texts and the events."""
        derive_events(list(self.events.all()))
        membership = self.membership
        self.status = membership.status
        self.joined_on, self.joined_on_precision = _columns(membership.joined)
        self.left_on, self.left_on_precision = _columns(membership.left)
        self.slug = self.slug or self.propose_slug()
        # PostgreSQL gives rows without an order in any order.
        texts = sorted(self.texts.all(), key=lambda text: text.locale_id or 0)
        names = [text.name for text in texts]
        self.search_text = searchable([*names, self.name_local, str(self.number or "")])
        with override(default_language()):
            self.sort_name = fold(str(self))[:255]

    def propose_slug(self) -> str:
        """Return a free slug made from the name in the main language."""
        with override(default_language()):
            base = slugify(fold(str(self)))[:90] or "participant"
        others = type(self).objects.filter(slug__startswith=base).exclude(pk=self.pk)
        taken = set(others.values_list("slug", flat=True))
        candidates = [base, *(f"{base}-{count}" for count in range(2, len(taken) + 2))]
        return next(slug for slug in candidates if slug not in taken)

    @property
    def membership(self) -> Membership:
        """Return what the events add up to now."""
        return membership_from(list(self.events.all()))


def _has_twins(texts: Any) -> bool:
    """Return whether two texts have the same language."""
    languages = [text.locale_id for text in texts.all()]
    return len(languages) != len(set(languages))


def _columns(when: PartialDate | None) -> tuple[Any, str]:
    return (when.earliest, when.precision) if when else (None, "")

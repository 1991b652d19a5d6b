"""The rules of a participant, and the columns that follow from its rows."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext, override
from modelcluster.models import ClusterableModel, get_all_child_relations

from participants.dates import PartialDate
from participants.folding import fold
from participants.languages import default_language
from participants.models.figure import shown_figure_errors
from participants.models.image import AbstractCreditedImage
from participants.models.membership import Membership, Status, membership_from, sequence_errors
from participants.publication import Errors, PublicationRulesMixin


class ParticipantRules(PublicationRulesMixin, ClusterableModel):
    """Hold the rules at every door, and derive on save what nobody may type."""

    number: Any
    slug: Any
    latitude: Any
    longitude: Any
    image: Any
    texts: Any
    events: Any
    figures: Any
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
        errors: dict[str, str] = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = gettext("Latitude and longitude come together, or not at all.")
        if self._number_was_changed():
            errors["number"] = gettext("A number that has been published is never changed.")
        if errors:
            raise ValidationError(errors)

    def _number_was_changed(self) -> bool:
        if self.pk is None:
            return False
        published = type(self).objects.filter(pk=self.pk, first_published_at__isnull=False)
        issued = published.values_list("number", flat=True).first()
        return issued is not None and issued != self.number

    def row_errors(self) -> list[str]:
        """Return what is wrong with each child row by itself."""
        errors = []
        for relation in get_all_child_relations(type(self)):
            for row in getattr(self, relation.get_accessor_name()).all():
                try:
                    row.full_clean(
                        exclude=[relation.field.name],
                        validate_unique=False,
                        validate_constraints=False,
                    )
                except ValidationError as error:
                    for name, messages in error.message_dict.items():
                        errors.append(f"{row._meta.verbose_name}, {name}: {' '.join(messages)}")
        return errors

    def relation_errors(self) -> Errors:
        """Return what is wrong with the child rows taken together, by relation."""
        errors: Errors = {}
        languages = [text.locale.language_code for text in self.texts.all()]
        if len(languages) != len(set(languages)):
            errors["texts"] = [gettext("There are two texts in the same language.")]
        if default_language() not in languages:
            errors.setdefault("texts", []).append(
                gettext("The text in the main language is missing.")
            )
        for name, messages in (
            ("events", sequence_errors(list(self.events.all()))),
            ("figures", shown_figure_errors(list(self.figures.all()))),
        ):
            if messages:
                errors[name] = messages
        return errors

    def publication_errors(self) -> Errors:
        errors = super().publication_errors()
        if self.membership.status == Status.NOT_ADMITTED:
            errors["events"] = [gettext("Only an admitted participant can be published.")]
        return errors

    def images_with_fields(self) -> Iterator[tuple[str, AbstractCreditedImage]]:
        if self.image is not None:
            yield "image", self.image

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not kwargs.get("update_fields"):
            self.number_rows()
            self.derive()
            if self.live:
                self.full_clean()
        super().save(*args, **kwargs)

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
        membership = self.membership
        self.status = membership.status
        self.joined_on, self.joined_on_precision = _columns(membership.joined)
        self.left_on, self.left_on_precision = _columns(membership.left)
        self.slug = self.slug or self.propose_slug()
        names = [text.name for text in self.texts.all()]
        searchable = [*names, self.name_local, str(self.number or "")]
        self.search_text = f" {fold(' '.join(searchable))}"
        with override(default_language()):
            self.sort_name = fold(str(self))[:255]

    def propose_slug(self) -> str:
        """Return a free slug made from the name in the main language."""
        with override(default_language()):
            base = slugify(fold(str(self)))[:90] or "participant"
        taken = set(
            type(self)
            .objects.filter(slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        candidates = [base, *(f"{base}-{count}" for count in range(2, len(taken) + 2))]
        return next(slug for slug in candidates if slug not in taken)

    @property
    def membership(self) -> Membership:
        """Return what the events add up to now."""
        return membership_from(list(self.events.all()))


def _columns(when: PartialDate | None) -> tuple[Any, str]:
    return (when.earliest, when.precision) if when else (None, "")

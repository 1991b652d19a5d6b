"""Participants, found by the registry's own search, and their initiatives."""

from functools import cached_property
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from alliance_pages.search.question import Kind, Question, Result
from participants.models import InitiativeText, Participant
from participants.models.querysets import ParticipantQuerySet
from participants.models.search import relevance
from participants.registry.listing.loading import load
from participants.registry.listing.rows import ParticipantRow
from participants.values.languages import default_language
from participants.values.text import plain_text

READS = ("country", "kind", "name_local", "slug", "texts.name")


class Participants:
    """Those that the finder finds, in its order. among: which of the public ones."""

    def __init__(self, kind: Kind, question: Question, among: ParticipantQuerySet) -> None:
        self.kind = kind
        self.question = question
        self.found = among.matching(question.text)

    @cached_property
    def total(self) -> int:
        """Return how many are found."""
        return self.found.count() if self.question.profiles else 0

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of them."""
        if not self.total:
            return []
        keys = list(
            self.found.best_first(self.question.text).values_list("pk", flat=True)[start:stop]
        )
        return [self._result(row) for row in load(keys, READS)]

    def _result(self, row: ParticipantRow) -> Result:
        names = [text.name for text in row.texts_by_language.values()]
        others = dict.fromkeys(name for name in (*names, row.name_local) if name != row.name)
        text = row.text
        return Result.of(
            self.kind,
            self.question,
            row.name,
            f"{self.question.profiles}{quote(row.slug)}/",
            ", ".join(filter(None, others)),
            note=f"{capfirst(row.get_kind_display())}, {row.country_name}",
            language=text.locale.language_code if text else self.question.language,
            model=Participant,
            key=row.pk,
        )


class Initiatives:
    """The initiatives of public participants that have the words in title or description.

    Each in the language of the reader, or else in the main one.
    """

    def __init__(self, question: Question) -> None:
        self.question = question

    @cached_property
    def found(self) -> QuerySet[InitiativeText]:
        """Return the texts that have the words."""
        public = Participant.objects.public().values("pk")
        texts = InitiativeText.objects.filter(initiative__participant__in=public)
        return texts.filter(_in_language(self.question.language)).filter(
            search_text__has_words=self.question.terms
        )

    @cached_property
    def total(self) -> int:
        """Return how many are found."""
        return self.found.count() if self.question.profiles else 0

    def results(self, start: int, stop: int) -> list[Result]:
        """Return some of them."""
        if not self.total:
            return []
        texts = self.found.annotate(fit=relevance(self.question.text)).order_by(
            "fit", "title", "pk"
        )
        chosen = list(texts.select_related("initiative", "locale")[start:stop])
        owners = {
            row.pk: row for row in load([text.initiative.participant_id for text in chosen], READS)
        }
        return [
            self._result(text, owners[text.initiative.participant_id])
            for text in chosen
            if text.initiative.participant_id in owners
        ]

    def _result(self, text: InitiativeText, owner: ParticipantRow) -> Result:
        return Result.of(
            "initiatives",
            self.question,
            text.title,
            f"{self.question.profiles}{quote(owner.slug)}/",
            plain_text(text.description),
            note=f"{owner.name}, {owner.country_name}",
            language=text.locale.language_code,
            model=Participant,
            key=owner.pk,
        )


def _in_language(language: str) -> Q:
    own = InitiativeText.objects.filter(
        initiative=OuterRef("initiative"), locale__language_code=language
    )
    main = Q(locale__language_code=default_language())
    return Q(locale__language_code=language) | Q(main, ~Exists(own))

"""Remarks on one page as it is written, and on all that is published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page

from alliance_pages.checks.numbers import Context, number_remarks
from alliance_pages.checks.passages import Passage, passages_of
from alliance_pages.checks.registry_facts import RegistryFacts
from alliance_pages.checks.words import Term, expiring_remarks, word_remarks
from alliance_pages.models.base import BasePage
from alliance_pages.models.news.articles import NewsArticlePage
from alliance_pages.models.news.links import NewsArticleParticipant, ParticipantRole
from alliance_pages.models.remark import Remark, once_each
from alliance_pages.models.site_settings.settings import SiteSettings
from alliance_pages.models.terminology import TerminologyNotePage
from participants.models import Participant
from participants.models.parts.texts import InitiativeText, ParticipantText
from participants.registry.registry_cache import RegistryVersion

Terms = dict[str, list[Term]]
Key = tuple[int, str]


@dataclass(frozen=True)
class Texts:
    """What is held against the facts, and what has to be known of it.

    subjects: keys of the participants that it announces; when: its date, ISO 8601 as far as known.
    """

    about: models.Model
    language: str
    passages: Iterable[Passage]
    subjects: list[int] = field(default_factory=list)
    when: str = ""
    names_terms: bool = False
    tells_its_end: bool = False


def terms_by_language() -> Terms:
    """Return the terms of the published notes, by language. One query."""
    notes = TerminologyNotePage.objects.filter(live=True).select_related("locale")
    found: Terms = defaultdict(list)
    for note in notes:
        found[note.locale.language_code] += [_term(block.value) for block in note.terms]
    return found


def _term(value: Any) -> Term:
    spellings = tuple(filter(None, map(str.strip, value["term"].split(","))))
    return Term(spellings, value["use"], value.get("instead") or "", value.get("reason") or "")


def remarks_on_page(page: BasePage, subjects: list[int] | None = None) -> list[Remark]:
    """Return what is to be looked at in a page, as it is in memory.

    subjects: keys of the participants that it announces, or None for those that it is linked to.
    """
    return _remarks(_texts_of(page, subjects), RegistryFacts.now(), terms_by_language())


def remarks_on_words(texts: Iterable[str], language: str) -> list[Remark]:
    """Return the terms to avoid in texts that somebody else has written. One query."""
    terms = terms_by_language().get(language, [])
    passages = (Passage.of_text("", text) for text in texts)
    found = once_each(remark for passage in passages for remark in word_remarks(passage, terms))
    for remark in found:
        remark.language = language
    return found


def with_reasons(about: models.Model, remarks: Sequence[Remark]) -> list[Remark]:
    """Give remarks the reasons that are stored for them. One query."""
    if about.pk is not None and remarks:
        kept = _stored(about).exclude(reason="").select_related("kept_by")
        by_key = {row.key: row for row in kept.filter(key__in=[row.key for row in remarks])}
        for remark in remarks:
            if row := by_key.get(remark.key):
                remark.reason, remark.kept_by, remark.kept_on = row.reason, row.kept_by, row.kept_on
    return list(remarks)


def keep(
    about: models.Model, remarks: Iterable[Remark], reasons: dict[str, str], user: Any
) -> None:
    """Store why remarks are kept. reasons: by key."""
    for remark in remarks:
        if reason := reasons.get(remark.key):
            values = {name: getattr(remark, name) for name in (*_SAID, "language", "found_on")}
            kept = {"reason": reason, "kept_by": user, "kept_on": timezone.now().date()}
            kind = ContentType.objects.get_for_model(about)
            Remark.objects.update_or_create(
                content_type=kind,
                object_id=str(about.pk),
                key=remark.key,
                defaults=values | kept,
            )


_SAID = ("path", "rule", "excerpt", "sentence", "facts")


def audit_page(instance: Page, **_: Any) -> None:
    """Store the remarks on a page that has just been published."""
    if isinstance(instance, BasePage) and instance.alias_of_id is None:
        _store([(instance, remarks_on_page(instance))], _stored(instance))


def forget_page(instance: Page, **_: Any) -> None:
    """Take a page that is no longer published out of the report."""
    _store([], _stored(instance))


def audit_all() -> int:
    """Store the remarks on all that is published, and return how many there are."""
    facts, terms = RegistryFacts.now(), terms_by_language()
    found = [(texts.about, _remarks(texts, facts, terms)) for texts in _all_texts()]
    _store(found, Remark.objects.all())
    return sum(len(remarks) for _about, remarks in found)


# What the texts were held against last, in this process.
_audited: list[Any] = []


def audit_if_changed() -> None:
    """Audit everything where registry, notes or the day are others than last time."""
    version = RegistryVersion.now()
    notes = TerminologyNotePage.objects.filter(live=True).order_by("pk")
    state = [
        (version.token, version.next_expiry),
        list(notes.values_list("pk", "last_published_at")),
        timezone.now().date(),
    ]
    if version.token is None or _audited != state:
        audit_all()
        _audited[:] = state


def _remarks(texts: Texts, facts: RegistryFacts, terms: Terms) -> list[Remark]:
    context = Context(facts, texts.language, texts.subjects, texts.when)
    found: list[Remark] = []
    for passage in texts.passages:
        found += number_remarks(passage, context)
        if not texts.names_terms:
            found += word_remarks(passage, terms.get(texts.language, ()))
        found += expiring_remarks(
            passage, texts.language, texts.when, tells_its_end=texts.tells_its_end
        )
    remarks = once_each(found)
    today = timezone.now().date()
    for remark in remarks:
        remark.language, remark.found_on = texts.language, today
    return remarks


def _texts_of(page: BasePage, subjects: list[int] | None = None) -> Texts:
    language, passages = page.locale.language_code, passages_of(page)
    if not isinstance(page, NewsArticlePage):
        names_terms = isinstance(page, TerminologyNotePage)
        return Texts(page, language, passages, names_terms=names_terms)
    if subjects is None:
        rows = page.related_participants.all()
        subjects = [
            row.participant_id for row in rows if row.role == ParticipantRole.ANNOUNCES_ACCESSION
        ]
    return Texts(page, language, passages, subjects, page.date, tells_its_end=page.is_closed)


def _all_texts() -> Iterator[Texts]:
    """Yield the texts of all that is published. A fixed number of queries."""
    announced = defaultdict(list)
    links = NewsArticleParticipant.objects.filter(role=ParticipantRole.ANNOUNCES_ACCESSION)
    for page, participant in links.values_list("page", "participant"):
        announced[page].append(participant)
    for model in apps.get_app_config("alliance_pages").get_models():
        if issubclass(model, BasePage):
            live = model.objects.filter(live=True, alias_of=None).select_related("locale")
            for page in live:
                yield _texts_of(page, announced[page.pk])
    for settings in SiteSettings.objects.filter(live=True).select_related("locale"):
        yield Texts(settings, settings.locale.language_code, passages_of(settings))
    yield from _texts_of_participants()


def _texts_of_participants() -> Iterator[Texts]:
    public = Participant.objects.public()
    everybody = {participant.pk: participant for participant in public}
    texts = ParticipantText.objects.filter(participant__in=public.values("pk"))
    for text in texts.select_related("locale"):
        about = everybody[text.participant_id]
        yield Texts(about, text.locale.language_code, passages_of(text), [about.pk])
    initiatives = InitiativeText.objects.filter(initiative__participant__in=public.values("pk"))
    for words in initiatives.select_related("locale", "initiative"):
        about = everybody[words.initiative.participant_id]
        yield Texts(about, words.locale.language_code, passages_of(words), [about.pk])


def _stored(about: models.Model) -> models.QuerySet:
    return Remark.objects.filter(**_identity(about))


def _identity(about: models.Model) -> dict[str, Any]:
    kind = ContentType.objects.get_for_model(about)
    return {"content_type": kind, "object_id": str(about.pk)}


@transaction.atomic
def _store(found: list[tuple[models.Model, list[Remark]]], stored: models.QuerySet) -> None:
    """Write remarks on what is published. Reasons stay; what is no longer said goes."""
    fresh: dict[tuple[int, str, str], Remark] = {}
    for about, remarks in found:
        identity = _identity(about)
        for remark in remarks:
            remark.content_type, remark.object_id = identity["content_type"], identity["object_id"]
            remark.is_published = True
            fresh[(remark.content_type.pk, remark.object_id, remark.key)] = remark
    gone = [row for row in stored if (row.content_type_id, row.object_id, row.key) not in fresh]
    Remark.objects.filter(pk__in=[row.pk for row in gone if not row.reason]).delete()
    Remark.objects.filter(pk__in=[row.pk for row in gone if row.reason]).update(is_published=False)
    Remark.objects.bulk_create(
        fresh.values(),
        batch_size=100,
        update_conflicts=True,
        unique_fields=["content_type", "object_id", "key"],
        update_fields=[*_SAID, "language", "is_published"],
    )

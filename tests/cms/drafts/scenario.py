"""A text of its own in everything that is not public: drafts, scheduled, expired, private things.

Each canary is one word, so that a search index keeps it as it is.
"""

import datetime as dt

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Page,
    PageViewRestriction,
    Workflow,
)
from wagtail_localize.operations import translate_object

from alliance_pages.models import (
    AnnouncementTemplate,
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    StandardPage,
    TerminologyNotePage,
)
from participants.models import (
    ImportedRow,
    ImportRecord,
    Initiative,
    InitiativeText,
    Participant,
    ParticipantText,
    Representative,
)
from tests.factories import (
    locale,
    make_article,
    make_image,
    make_page,
    make_participant,
    make_theme,
    picture_file,
)

STATES = ("draft", "later", "gone", "taken", "edited")
PARTS = ("name", "local", "summary", "person", "measure")


def canary(*names: str) -> str:
    return f"zv{''.join(names)}9y"


REGISTRY = {canary(state, part) for state in STATES for part in PARTS}
PAGES = {
    *(canary(state, part) for state in STATES for part in ("page", "body", "seo")),
    *(canary(kind) for kind in ("article", "country", "terms", "private", "inner", "newparent")),
    canary("comment"),
    canary("redirect"),
}
FILES = {
    canary(kind, part, place)
    for kind in ("picture", "paper")
    for part in ("title", "file")
    for place in ("draft", "private")
}
WORDS = {canary("template"), canary("import")}
ALL = REGISTRY | PAGES | FILES | WORDS


def make_everything() -> list[Model]:
    """Return what was made: all of it holds canaries, and none of it is public."""
    home = HomePage.objects.get(locale=locale())
    files = _files()
    participants = [_participant(state, files[0]) for state in STATES]
    pages = [*_pages(home), *_pages_of_other_types(home, participants[0], files)]
    AnnouncementTemplate.objects.filter(locale=locale()).update(title=canary("template"))
    _import(participants[0])
    author = get_user_model().objects.create_user("author")
    draft = pages[0]
    comment = Comment.objects.create(
        page=draft, user=author, text=canary("comment"), contentpath="title"
    )
    redirect = Redirect.objects.create(old_path=f"/{canary('redirect')}", redirect_page=draft)
    workflow = Workflow.objects.get(name="Moderators approval")
    state = workflow.start(draft, author)
    workflow.start(participants[0], author)
    translate_object(draft, [locale("fr")])
    template = AnnouncementTemplate.objects.get(locale=locale())
    revisions = [found.latest_revision for found in (draft, participants[0])]
    others = [comment, redirect, template, state, state.current_task_state, *revisions]
    return [*participants, *pages, *files, *others]


def _import(draft: Participant) -> None:
    """Record an import that has made the draft; its page is asked for by the draft's key."""
    counts = {"new": 1, "changed": 0, "unchanged": 0, "faulty": 0}
    record = ImportRecord.objects.create(
        pk=draft.pk,
        file_name=canary("import"),
        file_size=1,
        sha256="",
        is_published=False,
        state="applied",
        **counts,
    )
    said = [["name_local", "", canary("draft", "local")]]
    ImportedRow.objects.create(
        record=record, position=2, action="create", participant=draft, label="x", changes=said
    )


def _state(thing: Page | Participant, state: str) -> None:
    """Bring a draft into a state in which it is not public."""
    now = timezone.now()
    if state == "later":
        thing.go_live_at = now + dt.timedelta(days=30)
        thing.save_revision().publish()
    elif state == "gone":
        thing.save_revision().publish()
        type(thing).objects.filter(pk=thing.pk).update(expire_at=now - dt.timedelta(days=1))
    elif state == "taken":
        thing.save_revision().publish()
        type(thing).objects.get(pk=thing.pk).unpublish()
    else:
        thing.save_revision()


def _participant(state: str, picture: Model) -> Participant:
    """Return a participant in a state; one that was edited is public without its edits."""
    is_public = state == "edited"
    shown = make_participant(f"z{state}", is_public=is_public, texts={"en": f"Place {state}"})
    shown.name_local = canary(state, "local")
    shown.image = picture
    shown.texts = [
        ParticipantText(
            locale=locale(),
            name=canary(state, "name"),
            summary=f"<p>{canary(state, 'summary')}</p>",
        )
    ]
    shown.representatives = [Representative(name=canary(state, "person"), role="mayor")]
    initiative = Initiative(theme=make_theme(), started_on="2014", funding="european")
    initiative.texts = [InitiativeText(locale=locale(), title=canary(state, "measure"))]
    shown.initiatives = [initiative]
    if not is_public:
        shown.save()
    _state(shown, state)
    return Participant.objects.get(pk=shown.pk)


def _pages(home: Page) -> list[Page]:
    found = []
    for state in STATES:
        is_public = state == "edited"
        page = make_page(
            StandardPage, home, title=f"Page {state}", slug=f"p{state}", live=is_public
        )
        page.title = page.draft_title = canary(state, "page")
        page.seo_title = canary(state, "seo")
        page.body = [("paragraph", f"<p>{canary(state, 'body')}</p>")]
        if not is_public:
            page.save()
        _state(page, state)
        found.append(StandardPage.objects.get(pk=page.pk))
    return found


def _pages_of_other_types(home: Page, hidden: Participant, files: list[Model]) -> list[Page]:
    news = make_page(NewsIndexPage, home, title="News")
    countries = make_page(CountryIndexPage, home, title="Countries")
    article = make_article(news, canary("article"), live=False, participants=[hidden])
    country = make_page(CountryPage, countries, title=canary("country"), country="GR", live=False)
    terms = make_page(TerminologyNotePage, home, title=canary("terms"), live=False)
    private = make_page(StandardPage, home, title=canary("private"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    inner = make_page(StandardPage, private, title=canary("inner"))
    return [article, country, terms, private, inner]


def _files() -> list[Model]:
    """Return pictures and documents that only drafts use, or in a collection that is private."""
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    found: list[Model] = []
    for place, collection in (("draft", Collection.get_first_root_node()), ("private", private)):
        found.append(
            make_image(
                canary("picture", "title", place),
                file=picture_file(f"{canary('picture', 'file', place)}.png"),
                collection=collection,
            )
        )
    for place, collection in (("draft", Collection.get_first_root_node()), ("private", private)):
        found.append(
            get_document_model().objects.create(
                title=canary("paper", "title", place),
                file=ContentFile(b"text", name=f"{canary('paper', 'file', place)}.txt"),
                collection=collection,
            )
        )
    return found

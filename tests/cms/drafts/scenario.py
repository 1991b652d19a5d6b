"""Something with a canary in everything that is not public: drafts, scheduled, expired, private."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowTask,
)
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from alliance_pages.models import (
    AnnouncementTemplate,
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsIndexPage,
    ParticipantIndexPage,
    SiteSettings,
    StandardPage,
    TerminologyNotePage,
)
from participants.models import (
    FrontendPreview,
    ImportedRow,
    ImportRecord,
    Initiative,
    InitiativeText,
    Participant,
    ParticipantText,
    Representative,
)
from tests.cms.drafts.canaries import STATES, canary
from tests.factories import (
    locale,
    make_article,
    make_image,
    make_page,
    make_participant,
    make_settings,
    make_theme,
    picture_file,
)


@dataclass
class Scenario:
    """What was made, by kind, the most telling first; and the section that has its editors."""

    section: Page
    keys: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, kind: str, *made: Any) -> None:
        self.keys.setdefault(kind, []).extend(made)


def make_everything() -> Scenario:
    """Return what was made: nothing of it is public but the section and what leads to things."""
    home = HomePage.objects.get(locale=locale())
    made = Scenario(section=make_page(StandardPage, home, title="Section", slug="section"))
    author = get_user_model().objects.create_user("author")
    made.add("user", author)
    made.add("theme", make_theme())
    make_page(ParticipantIndexPage, home, title="Participants", slug="participants")
    _files(made)
    picture = made.keys["image"][0]
    made.add("participant", *(_participant(state, picture) for state in STATES))
    made.add("import", _import(made.keys["participant"][0]))
    made.add("page", *(_page(home, state) for state in STATES))
    made.add("preview link", _preview_link(made.keys["page"][0], author))
    _private_pages(made, home)
    _pages_of_other_types(made, home)
    _section(made)
    made.add("settings", _settings(made.keys["page"][0]))
    _moderation(made, author)
    _translations(made)
    _what_was_deleted(made, home)
    return made


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


def _preview_link(draft: Any, author: Any) -> FrontendPreview:
    """Return the link by which an editor has a draft shown in a frontend."""
    return FrontendPreview.objects.create(
        user=author,
        content_type=draft.content_type,
        object_id=draft.pk,
        language="en",
        title=draft.draft_title,
        content=draft.serializable_data(),
        saved_at=timezone.now(),
    )


def _participant(state: str, picture: Any) -> Participant:
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


def _import(draft: Participant) -> ImportRecord:
    """Return the record of an import that has made the draft."""
    counts = {"new": 1, "changed": 0, "unchanged": 0, "faulty": 0}
    record = ImportRecord.objects.create(
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
    return record


def _page(home: Page, state: str) -> Page:
    """Return a page in a state; one that was edited is public without its edits."""
    is_public = state == "edited"
    slug = canary("slug") if state == "draft" else f"p{state}"
    page = make_page(StandardPage, home, title=f"Page {state}", slug=slug, live=is_public)
    page.title = page.draft_title = canary(state, "page")
    page.seo_title = canary(state, "seo")
    page.body = [("paragraph", f"<p>{canary(state, 'body')}</p>")]
    if not is_public:
        page.save()
    _state(page, state)
    return StandardPage.objects.get(pk=page.pk)


def _private_pages(made: Scenario, home: Page) -> None:
    """Make a page for a group, one below it, one behind a password, one for all who sign in."""
    readers = Group.objects.create(name="Readers")
    made.add("group", readers)
    private = make_page(StandardPage, home, title=canary("private"), slug="for-readers")
    restriction = PageViewRestriction.objects.create(page=private, restriction_type="groups")
    restriction.groups.add(readers)
    inner = make_page(StandardPage, private, title=canary("inner"), slug="inner")
    known = make_page(StandardPage, home, title=canary("known"), slug="for-who-knows")
    behind_password = PageViewRestriction.objects.create(
        page=known, restriction_type="password", password=canary("pagepassword")
    )
    members = make_page(StandardPage, home, title=canary("members"), slug="for-members")
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    made.keys["page"][1:1] = [private, known]
    made.add("page", inner, members)
    made.add("restriction", behind_password)


def _pages_of_other_types(made: Scenario, home: Page) -> None:
    news = make_page(NewsIndexPage, home, title="News", slug="news")
    countries = make_page(CountryIndexPage, home, title="Countries", slug="countries")
    hidden = made.keys["participant"][0]
    article = make_article(
        news, canary("article"), slug="article", live=False, participants=[hidden]
    )
    country = make_page(
        CountryPage, countries, title=canary("country"), slug="gr", country="GR", live=False
    )
    terms = make_page(TerminologyNotePage, home, title=canary("terms"), slug="terms", live=False)
    made.add("page", article, country, terms)


def _settings(draft: Page) -> SiteSettings:
    """Return settings that are public without their edits, with a draft in each of their menus."""
    entry = {"type": "page", "value": {"page": draft.pk, "label": ""}}
    menus = {name: [entry] for name in ("main_menu", "footer_menu", "legal_links")}
    settings = make_settings(auspices="Auspices", **menus)
    settings.mission = canary("settings")
    settings.save_revision()
    return SiteSettings.objects.get(pk=settings.pk)


def _section(made: Scenario) -> None:
    """Make a draft below the section, which only its editors see."""
    own = make_page(StandardPage, made.section, title=canary("own"), slug="own", live=False)
    own.body = [("paragraph", f"<p>{canary('ownbody')}</p>")]
    own.save_revision()
    made.add("own", own)


def _moderation(made: Scenario, author: Any) -> None:
    """Let a moderator refuse a page and a participant, which wait again, and another comment."""
    task = GroupApprovalTask.objects.create(name=canary("task"))
    task.groups.add(Group.objects.get(name="Moderators"))
    workflow = Workflow.objects.create(name=canary("workflow"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    made.add("workflow", workflow)
    made.add("task", task)
    for kind, word in (
        ("page", "decision"),
        ("participant", "verdict"),
        ("settings", "settingsword"),
    ):
        item = made.keys[kind][0]
        workflow.start(item, author)
        item.current_workflow_task.on_action(
            item.current_workflow_task_state, author, "reject", comment=canary(word)
        )
        item.current_workflow_state.resume(author)
        item = type(item).objects.get(pk=item.pk)
        made.add(f"{kind} workflow state", item.current_workflow_state)
        made.add(f"{kind} task state", item.current_workflow_task_state)
        made.add(f"{kind} revision", item.latest_revision)
    draft = made.keys["page"][0]
    comment = Comment.objects.create(
        page=draft, user=author, text=canary("comment"), contentpath="title"
    )
    CommentReply.objects.create(comment=comment, user=author, text=canary("reply"))
    redirect = Redirect.objects.create(
        old_path=f"/{canary('redirect')}", redirect_page=draft, site=None
    )
    made.add("redirect", redirect)
    AnnouncementTemplate.objects.filter(locale=locale()).update(title=canary("template"))
    made.add("template", AnnouncementTemplate.objects.get(locale=locale()))


def _translations(made: Scenario) -> None:
    """Translate a draft, and the section into a draft beyond the reach of its editors."""
    french = locale("fr")
    translate_object(made.keys["page"][0], [french])
    translate_object(made.section, [french])
    translated = made.section.get_translation(french)
    translated.title = translated.draft_title = canary("french")
    translated.save()
    translated.save_revision()
    for page in (made.keys["page"][0], made.section):
        translation = Translation.objects.get(source__object_id=page.translation_key)
        made.add("translation", translation)
        made.add("translation source", translation.source)
        made.add("string", translation.source.stringsegment_set.first())
    made.add("french", translated)


def _what_was_deleted(made: Scenario, home: Page) -> None:
    """Delete a page and a participant that were drafts; the history of the site names them."""
    make_page(StandardPage, home, title=canary("deletedpage"), slug="d", live=False).delete()
    place = make_participant("zdeleted", is_public=False, texts={"en": canary("deletedplace")})
    log(instance=place, action="wagtail.delete", deleted=True)
    place.delete()


def _files(made: Scenario) -> None:
    """Make pictures and documents that only drafts use, or in a collection that is private."""
    root = Collection.get_first_root_node()
    private = root.add_child(name=canary("collection"))
    CollectionViewRestriction.objects.create(
        collection=private,
        restriction_type="password",
        password=canary("collectionpassword"),
    )
    for place, collection in (("draft", root), ("private", private)):
        image = make_image(
            canary("picture", "title", place),
            file=picture_file("z.png"),
            collection=collection,
            alternative_texts={"en": canary("picture", "alt", place)},
            source=canary("picture", "source", place),
        )
        made.add("image", image)
        text = canary("paper", "text", place).encode()
        document = get_document_model().objects.create(
            title=canary("paper", "title", place),
            file=ContentFile(text, name=f"{canary('paper', 'file', place)}.txt"),
            collection=collection,
        )
        made.add("document", document)
    image.tags.add(canary("tag"))
    made.add("rendition", *(image.get_rendition("width-100") for image in made.keys["image"]))
    made.add("collection", private)
    made.add("collection restriction", private.get_view_restrictions().get())

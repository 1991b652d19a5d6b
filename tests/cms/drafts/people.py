"""Every sort of user, and what each may see of what is not public."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from tests.cms.drafts.canaries import ALL, KINDS, STATES, canary
from tests.cms.drafts.scenario import Scenario


@dataclass(frozen=True)
class Sort:
    """A sort of user. pages: what it may do in the section; files: in all collections."""

    sees: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def seen(*kinds: str, besides: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the canaries of some kinds, and single ones."""
    return frozenset(besides).union(*(KINDS[kind] for kind in kinds))


EVERYBODY = ("members",)
# Whoever works with pages reads the filters of Wagtail's reports on moderation.
PAGES = (*EVERYBODY, "own", "workflows")
REGISTRY = (*EVERYBODY, "registry", "deleted places", "workflows")
# Whoever adds and changes participants may import them.
IMPORTERS = (*REGISTRY, "imports")
FILES = ("images", "documents", "collections", "tags")
EDITORS = (
    *(*PAGES, *IMPORTERS, *FILES),
    *("pages", "comments", "french", "deleted pages", "settings"),
)

SORTS = {
    "nobody": Sort(),
    "enters the admin": Sort(sees=seen(*EVERYBODY), permissions=("access_admin",)),
    "adds pages to the section": Sort(
        sees=seen(*PAGES) - {canary("ownbody")},
        permissions=("access_admin",),
        pages=("add_page",),
    ),
    "edits and publishes the section": Sort(
        sees=seen(*PAGES),
        permissions=("access_admin",),
        pages=("add_page", "change_page", "publish_page"),
    ),
    "translates": Sort(sees=seen(*EVERYBODY), permissions=("access_admin", "submit_translation")),
    "adds images": Sort(
        # Who may not change a picture reads of its rights what API v3 tells of those for all.
        sees=seen(*EVERYBODY, "images", "collections", "tags")
        - {canary("picture", "source", "private")},
        permissions=("access_admin",),
        files=("wagtailimages.add_image", "wagtailimages.choose_image"),
    ),
    "adds documents": Sort(
        sees=seen(*EVERYBODY, "documents", "collections", "tags"),
        permissions=("access_admin",),
        files=("wagtaildocs.add_document", "wagtaildocs.choose_document"),
    ),
    "views participants": Sort(
        # The picture is part of the draft; the measures and what moderators said, of its editor.
        sees=seen(*REGISTRY, besides=(canary("picture", "alt", "draft"),))
        - {canary("verdict"), *(canary(state, "measure") for state in STATES)},
        permissions=("access_admin", "view_participant"),
    ),
    # What is not published of them, and what a moderator said, is for whoever may change them.
    "views site settings": Sort(
        sees=seen(*EVERYBODY, "workflows"), permissions=("access_admin", "view_sitesettings")
    ),
    "Editors": Sort(sees=seen(*EDITORS), groups=("Editors",)),
    "Moderators": Sort(sees=seen(*EDITORS, "templates", "page passwords"), groups=("Moderators",)),
    # They choose pictures for participants, and change none.
    "Accession officers": Sort(
        sees=seen(*IMPORTERS, *FILES) - {canary("picture", "source", "private")},
        groups=("Accession officers",),
    ),
    "superuser": Sort(sees=frozenset(ALL)),
}


def make_person(name: str, made: Scenario) -> AbstractBaseUser:
    """Return a user of a sort."""
    users = get_user_model().objects
    if name == "superuser":
        return users.create_superuser(name)
    sort, user = SORTS[name], users.create_user(name.replace(" ", "-"))
    user.groups.set([*Group.objects.filter(name__in=sort.groups), *_own_group(name, made)])
    user.user_permissions.set(Permission.objects.filter(codename__in=sort.permissions))
    return user


def _own_group(name: str, made: Scenario) -> Iterator[Group]:
    """Yield the group that gives a sort its places in the trees of pages and collections."""
    sort = SORTS[name]
    if not (sort.pages or sort.files):
        return
    group = Group.objects.create(name=name)
    for codename in sort.pages:
        GroupPagePermission.objects.create(
            group=group, page=made.section, permission=Permission.objects.get(codename=codename)
        )
    for label in sort.files:
        app, codename = label.split(".")
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(content_type__app_label=app, codename=codename),
        )
    yield group

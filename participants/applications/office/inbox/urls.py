"""The addresses of the inbox besides those of modeladmin."""

from django.urls import URLPattern, path

from participants.applications.office.inbox.accept_views import AcceptView, PublishView, ReverseView
from participants.applications.office.inbox.inspecting import LetterView
from participants.applications.office.inbox.person_views import (
    ERASE,
    EXPORT,
    PERSON,
    PersonEraseView,
    PersonExportView,
    PersonView,
)
from participants.applications.office.inbox.step_views import (
    AskView,
    AssignView,
    DeclineView,
    NoteView,
)

BASE = "participants/application/"
NAME = "participants_application"


def inbox_urls() -> list[URLPattern]:
    """Return the addresses below that of the admin."""
    of_one = {
        "assign": AssignView,
        "ask": AskView,
        "note": NoteView,
        "decline": DeclineView,
        "accept": AcceptView,
        "publish": PublishView,
        "reverse": ReverseView,
        "letter": LetterView,
    }
    return [
        path(f"{BASE}personal-data/", PersonView.as_view(), name=PERSON),
        path(f"{BASE}personal-data/export/", PersonExportView.as_view(), name=EXPORT),
        path(f"{BASE}personal-data/erase/", PersonEraseView.as_view(), name=ERASE),
        *(
            path(f"{BASE}<int:pk>/{what}/", view.as_view(), name=f"{NAME}_{what}")
            for what, view in of_one.items()
        ),
    ]

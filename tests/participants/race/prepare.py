"""Fill the inbox of a race, and tell what became of it. Run with the race's environment.

`prepare COUNT OFFICERS PASSWORD` prints {"applications": […], "token": …}; `outcome` prints what
there is then.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402  after setup()
from django.utils import timezone  # noqa: E402
from wagtail.models import APIToken, Page  # noqa: E402

from alliance_pages.models import (  # noqa: E402
    CountryIndexPage,
    CountryPage,
    HomePage,
    NewsArticleParticipant,
    NewsIndexPage,
)
from participants.models import (  # noqa: E402
    Application,
    ApplicationDraft,
    ApplicationMeasure,
    IssuedNumber,
    Participant,
    Theme,
)


def prepare(count: str, officers: str, password: str) -> dict:
    groups = Group.objects.filter(name__in=("Accession officers", "Moderators"))
    for place in range(int(officers)):
        user = User.objects.create_user(f"officer-{place}", password=password)
        user.groups.add(*groups)
    for home in HomePage.objects.all():
        for model in (NewsIndexPage, CountryIndexPage):
            home.add_child(instance=model(title=model.__name__, locale=home.locale))
    token = APIToken.create_token(user=User.objects.get(username="officer-0"), name="race")[1]
    return {"applications": make_applications(int(count)), "token": token}


def make_applications(count: int) -> list[int]:
    theme = Theme.objects.create(slug="housing", labels={"en": "Housing", "fr": "Logement"})
    applications = Application.objects.bulk_create(
        Application(
            names={"en": f"Place {place}", "fr": f"Lieu {place}"},
            kind="city",
            country="GR",
            state="received",
            confirmed_at=timezone.now(),
            roma_population_absence="not_collected",
            representative_name="Somebody",
            representative_role="mayor",
            contact_name="Somebody",
            contact_email="somebody@example.org",
            language="en",
            has_consented=True,
        )
        for place in range(count)
    )
    ApplicationMeasure.objects.bulk_create(
        ApplicationMeasure(application=application, theme=theme, title="Centre", sort_order=0)
        for application in applications
    )
    return [application.pk for application in applications]


def outcome() -> dict:
    accepted = Application.objects.filter(state="accepted")
    return {
        "accepted": accepted.exclude(participant=None).count(),
        "numbers": list(Participant.objects.values_list("number", flat=True)),
        "issued": list(IssuedNumber.objects.values_list("number", flat=True)),
        "events": sum(row.events.count() for row in Participant.objects.all()),
        "announcing": NewsArticleParticipant.objects.values("participant").distinct().count(),
        "articles": NewsArticleParticipant.objects.count(),
        "country_pages": CountryPage.objects.count(),
        "drafts": ApplicationDraft.objects.count(),
        "damage_in_the_tree": [list(found) for found in Page.find_problems() if found],
        "newest": Participant.objects.newest_first().values_list("pk", flat=True).first(),
    }


if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    sys.stdout.write(json.dumps({"prepare": prepare, "outcome": outcome}[name](*arguments)))

"""Fill the registry of a race, and tell what became of it. Run with the race's environment.

`prepare COUNT EDITORS PASSWORD` prints {"drafts": […], "token": …}; `outcome` prints the numbers.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402  after setup()
from wagtail.models import APIToken, Locale  # noqa: E402

from participants.models import IssuedNumber, Participant, ParticipantText  # noqa: E402


def prepare(count: str, editors: str, password: str) -> dict:
    moderators = Group.objects.get(name="Moderators")
    for place in range(int(editors)):
        user = User.objects.create_user(f"editor-{place}", password=password)
        user.groups.add(moderators)
    english = Locale.objects.get(language_code="en")
    rows = [
        Participant(slug=f"place-{place}", kind="city", country="GR", live=False)
        for place in range(int(count))
    ]
    drafts = Participant.objects.bulk_create(rows)
    ParticipantText.objects.bulk_create(
        ParticipantText(participant=draft, locale=english, name=draft.slug) for draft in drafts
    )
    token = APIToken.create_token(user=User.objects.get(username="editor-0"), name="race")[1]
    return {"drafts": [draft.pk for draft in drafts], "token": token}


def outcome() -> dict:
    return {
        "numbers": list(Participant.objects.values_list("number", flat=True)),
        "issued": list(IssuedNumber.objects.values_list("number", flat=True)),
        "events": sum(row.events.count() for row in Participant.objects.all()),
        "newest": Participant.objects.newest_first().values_list("pk", flat=True).first(),
    }


if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    sys.stdout.write(json.dumps({"prepare": prepare, "outcome": outcome}[name](*arguments)))

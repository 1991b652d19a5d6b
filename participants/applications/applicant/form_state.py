"""What the form carries besides the answers, from one showing of it to the next."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SALT = "participants.applications.submission.form"
# Nobody answers it faster, and programs that fill forms seldom wait.
SHORTEST = timedelta(seconds=3)
LONGEST = timedelta(days=1)
LONGEST_VALUE = 200

KEY = "sending_key"
SHOWN_AT = "shown_at"
LETTER = "held_letter"
# A field that people neither see nor hear of; whoever fills it in reads the page as a program.
TRAP = "further_subject"


def signed_time(moment: datetime) -> str:
    """Return a moment in a form that only this site can have written."""
    return signing.dumps(moment.timestamp(), salt=SALT)


@dataclass(frozen=True)
class FormState:
    """One visitor's way through the form.

    key: the same as long as the same application is being written; shown_at: a signed time;
    letter: the token of a letter that is held, or "".
    """

    key: str
    shown_at: str
    letter: str = ""

    @classmethod
    def begin(cls) -> "FormState":
        """Return the state of a form that is shown for the first time."""
        return cls(key=secrets.token_urlsafe(24), shown_at=signed_time(timezone.now()))

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "FormState":
        """Return the state that came back with the form."""
        given = {name: data.get(name, "")[:LONGEST_VALUE] for name in (KEY, SHOWN_AT, LETTER)}
        new = cls.begin()
        return cls(given[KEY] or new.key, given[SHOWN_AT], given[LETTER])

    def objection(self, data: Mapping[str, str]) -> Promise | None:
        """Return what to tell a sender who looks like a program, or None."""
        if data.get(TRAP):
            return _(
                "A field that people do not see was filled in, perhaps by your browser. "
                "It is empty again: please send the form once more."
            )
        age = self._age
        if age is None or age > LONGEST:
            return _(
                "The form has been open for more than a day. All your answers are still here: "
                "please look through them and send the form once more."
            )
        if age < SHORTEST:
            return _(
                "The form came back within seconds, as only programs send it. "
                "Please look through your answers and send it once more."
            )
        return None

    def for_another_try(self) -> "FormState":
        """Return the state with a time that will do when the form comes back."""
        age = self._age
        if age is None or age > LONGEST:
            return replace(self, shown_at=signed_time(timezone.now()))
        return self

    def with_new_key(self) -> "FormState":
        """Return the state of an application of its own."""
        return replace(self, key=FormState.begin().key)

    def with_letter(self, token: str) -> "FormState":
        return replace(self, letter=token)

    @property
    def _age(self) -> timedelta | None:
        try:
            shown_at = float(signing.loads(self.shown_at, salt=SALT))
        except (signing.BadSignature, ValueError):
            return None
        return timedelta(seconds=timezone.now().timestamp() - shown_at)

"""How far the office has come with an application, and the vocabulary for asking for them."""

from datetime import datetime

from django.db import models
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    UNCONFIRMED = "unconfirmed", _("e-mail address not confirmed")
    RECEIVED = "received", pgettext_lazy("application", "received")
    IN_REVIEW = "in_review", _("in review")
    QUESTION_ASKED = "question_asked", _("question asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")

    @classmethod
    def open(cls) -> tuple["ApplicationState", ...]:
        """Return the states in which the office has still to decide."""
        return cls.RECEIVED, cls.IN_REVIEW, cls.QUESTION_ASKED

    @classmethod
    def waiting(cls) -> tuple["ApplicationState", ...]:
        """Return the states in which it is the office's turn."""
        return cls.RECEIVED, cls.IN_REVIEW

    @classmethod
    def decided(cls) -> tuple["ApplicationState", ...]:
        """Return the states in which the office has decided."""
        return cls.ACCEPTED, cls.DECLINED


class ApplicationQuerySet(models.QuerySet):
    """Applications, narrowed in the words of the office."""

    def confirmed(self) -> "ApplicationQuerySet":
        """Keep those of the inbox: whose sender has confirmed the e-mail address."""
        return self.exclude(confirmed_at=None)

    def waiting(self) -> "ApplicationQuerySet":
        """Keep those for which it is the office's turn."""
        return self.confirmed().filter(state__in=ApplicationState.waiting())

    def with_turn(self) -> "ApplicationQuerySet":
        """Add what the inbox is sorted by: whose turn it is, and since when it has been open.

        turn: 0 for the office, 1 for the applicant, 2 for nobody.
        """
        is_open = models.Q(state__in=ApplicationState.open())
        return self.annotate(
            turn=Case(
                When(state__in=ApplicationState.waiting(), then=Value(0)),
                When(is_open, then=Value(1)),
                default=Value(2),
            ),
            open_since=Case(When(is_open, then=F("confirmed_at"))),
        )

    def of_person(self, email: str) -> "ApplicationQuerySet":
        """Keep those with a contact of that e-mail address, in whatever case."""
        return self.filter(contact_email__iexact=email)

    def decided_before(self, moment: datetime) -> "ApplicationQuerySet":
        """Keep those that were decided or withdrawn before a moment and still name persons."""
        return self.filter(decided_at__lt=moment, erased_at=None)

    def forgotten_before(self, moment: datetime) -> "ApplicationQuerySet":
        """Keep those that were sent before a moment and never confirmed."""
        return self.filter(confirmed_at=None, received_at__lt=moment)

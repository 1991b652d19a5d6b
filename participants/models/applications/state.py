"""How far the office has come with an application, and which step may follow."""

from django.db import models
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

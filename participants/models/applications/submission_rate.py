"""How often something was sent lately, without telling who has sent it."""

from django.db import models


class SendingRate(models.Model):
    """The latest sendings that count towards one limit.

    key: a keyed hash of what is counted and for whom; times: seconds since 1970, oldest first;
    forget_at: when none of them counts any longer.
    """

    key = models.CharField(max_length=64, primary_key=True, editable=False)
    times = models.JSONField(default=list, editable=False)
    forget_at = models.DateTimeField(db_index=True, editable=False)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"Rate, to be forgotten at {self.forget_at:%Y-%m-%d %H:%M}"

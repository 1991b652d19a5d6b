"""Child rows that exchange what no two of them may have, such as two texts their languages.

One row is written after the other, so that for a moment both would have the same.
"""

from typing import Any


def settle_languages(texts: Any) -> None:
    """Let each text in memory be written to the row that is stored for its language.

    texts: the manager of the parent's texts, whose rows have a locale.
    """
    if not texts.is_deferring or texts.instance.pk is None:
        return
    rows = list(texts.all())
    stored = dict(texts.get_live_queryset().values_list("locale", "pk"))
    kept = {stored.get(row.locale_id) for row in rows}
    for row in rows:
        own = None if row.pk in kept else row.pk
        row.pk = stored.get(row.locale_id, own)


def make_room_for_shown(figures: Any) -> None:
    """Take the mark from stored figures that are not to be shown, or not for their measure.

    figures: the manager of the participant's figures.
    """
    if not figures.is_deferring or figures.instance.pk is None:
        return
    shown = {row.pk: row.measure for row in figures.all() if row.is_shown}
    stored = figures.get_live_queryset().filter(is_shown=True).values_list("pk", "measure")
    outdated = [pk for pk, measure in stored if shown.get(pk) != measure]
    if outdated:
        figures.get_live_queryset().filter(pk__in=outdated).update(is_shown=False)

"""What pages, answers and previews read of a participant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib.admin import display
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from participants.extension_points import profiles_address
from participants.models.frontend_preview import FrontendPreviewMixin, default_host
from participants.models.parts.figure import Figure, Measure
from participants.values.countries import country_name
from participants.values.dates import PartialDate, Precision
from participants.values.languages import by_language, content_languages, default_language
from participants.values.place import Point
from participants.values.text import fold

if TYPE_CHECKING:
    from participants.models.parts.representative import Representative
    from participants.models.parts.texts import Initiative, InitiativeText, ParticipantText
    from participants.models.parts.theme import Theme


class ParticipantReading(FrontendPreviewMixin):
    """Answer in the active language, from rows that a queryset may have loaded before."""

    def __str__(self) -> str:
        text = self.text_in(get_language())
        return text.name if text else self.name_local or self.slug

    @property
    @display(description=_("joined"))
    def joined(self) -> PartialDate | None:
        """Return the date of the last admission, or None where it is unknown."""
        return _from_columns(self.joined_on, self.joined_on_precision)

    @property
    @display(description=_("left"))
    def left(self) -> PartialDate | None:
        """Return the date on which membership ended, or None."""
        return _from_columns(self.left_on, self.left_on_precision)

    @property
    def texts_by_language(self) -> dict[str, ParticipantText]:
        return {text.locale.language_code: text for text in self.texts.all()}

    def text_in(self, language: str | None) -> ParticipantText | None:
        """Return the text in a language, or else in the main language."""
        return by_language(self.texts_by_language, language)

    @property
    def text(self) -> ParticipantText | None:
        """Return the text in the active language, or else in the main language."""
        return self.text_in(get_language())

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """Return the name in the active language, or else in the main language."""
        return str(self)

    @property
    def is_public(self) -> bool:
        """Return whether `ParticipantQuerySet.public()` keeps it."""
        return self.live and (self.expire_at is None or self.expire_at > timezone.now())

    @property
    def theme_list(self) -> list[Theme]:
        """Return the themes, in the order of their names in the active language."""
        themes = [item.tag for item in self.theme_items.all()]
        return sorted(themes, key=lambda theme: fold(theme.label))

    @property
    @display(description=_("country name"))
    def country_name(self) -> str:
        """Return the name of the country in the active language."""
        return country_name(self.country)

    def shown_figure(self, measure: Measure) -> Figure | None:
        """Return the figure of a measure that readers see first, if there is one."""
        figures = (figure for figure in self.figures.all() if figure.measure == measure)
        return next((figure for figure in figures if figure.is_shown), None)

    @property
    def seat(self) -> Point | None:
        """Return where it lies, or None where that is not recorded."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(float(self.latitude), float(self.longitude))

    @property
    def shown_figures(self) -> list[Figure]:
        return [figure for measure in Measure if (figure := self.shown_figure(measure))]

    @property
    def further_figures(self) -> list[Figure]:
        """Return what other sources say."""
        return [figure for figure in self.figures.all() if not figure.is_shown]

    @property
    @display(description=_("figures"))
    def figure_statements(self) -> str:
        """Return what all sources say, each with its measure and caveats."""
        return "; ".join(str(figure) for figure in [*self.shown_figures, *self.further_figures])

    @property
    def current_representatives(self) -> list[Representative]:
        """Return those whose term has no known end."""
        return [person for person in self.representatives.all() if not person.until]

    def initiatives_with_texts(self) -> list[tuple[Initiative, InitiativeText]]:
        """Return the initiatives that have words, each with those in the active language.

        An authority writes of its measures in one language only, so that any is better than none.
        """
        pairs = []
        for initiative in self.initiatives.all():
            texts = {text.locale.language_code: text for text in initiative.texts.all()}
            text = by_language(texts, get_language()) or next(iter(texts.values()), None)
            if text is not None:
                pairs.append((initiative, text))
        return pairs

    def get_absolute_url(self) -> str | None:
        """Return the address of the public profile, or None where the site has no such page."""
        profiles = profiles_address(get_language() or default_language())
        return f"{profiles}{quote(self.slug)}/" if profiles else None

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        own = [(code, code.upper()) for code in content_languages()]
        return [*own, *self.frontend_modes]

    def preview_site(self) -> str:
        return default_host()

    def preview_languages(self) -> list[str]:
        return content_languages()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "participants/participant_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"request": request, "participant": self, "language": mode_name}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        if in_frontend := self.served_by_frontend(request, mode_name):
            return in_frontend
        with override(mode_name or default_language()):
            return super().serve_preview(request, mode_name).render()


def _from_columns(earliest: Any, precision: str) -> PartialDate | None:
    return PartialDate(earliest, Precision(precision)) if earliest else None

"""The placeholders of an announcement, such as {name}, and how a text is filled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"\{([^{}]*)\}")

# Placeholder -> what stands there, empty where nothing is known.
Words = Mapping[str, str]


@dataclass(frozen=True)
class Placeholder:
    """What a placeholder stands for. is_known: it has something to say of every participant."""

    meaning: str | Promise
    example: str | Promise
    is_known: bool = False


PLACEHOLDERS = {
    "number": Placeholder(_("the number, in digits"), "131", is_known=True),
    "ordinal": Placeholder(
        _("the number, in words"), _("one hundred and thirty-first"), is_known=True
    ),
    "name": Placeholder(_("the usual name"), _("Athens"), is_known=True),
    "country": Placeholder(_("the country"), _("Greece"), is_known=True),
    "kind": Placeholder(_("what sort of authority it is"), _("city"), is_known=True),
    "representative": Placeholder(
        _("who represents it, with the office"), _("Maria Papadopoulou, mayor")
    ),
    "measures": Placeholder(
        _("what it does; alone in a paragraph, a list"),
        _("Housing, since 2014, European funds"),
    ),
    "population": Placeholder(
        _("the residents, with the caveats"), _("28,591 (official data, 2011, census)")
    ),
    "roma_population": Placeholder(
        _("the Roma population, with the caveats"), _("about 1,800 (estimate, 2014, census)")
    ),
}


def has_words(text: str, words: Words) -> bool:
    """Return whether there is something to say for each placeholder of a text."""
    return all(words.get(name) for name in PATTERN.findall(text))


def fill(text: str, words: Words) -> str:
    """Return a text with words instead of placeholders; braces among the words stay."""
    return PATTERN.sub(lambda found: words.get(found[1], ""), text)


def fill_lines(text: str, words: Words) -> str:
    """Return a text filled, without the lines of which something is unknown."""
    return "\n".join(fill(line, words) for line in text.splitlines() if has_words(line, words))


def faults_of(texts: Iterable[str], *, only_known: bool = False) -> list[str]:
    """Return a sentence for each thing wrong with the placeholders of some texts.

    only_known: the texts cannot be left out, so that nothing in them may be unknown.
    """
    faults: dict[str, None] = {}
    for text in texts:
        for name in PATTERN.findall(text):
            faults |= dict.fromkeys(_faults_of_name(name, only_known=only_known))
        if re.search("[{}]", PATTERN.sub("", text)):
            faults[
                gettext(
                    "“%(text)s” has a brace that stands alone. A placeholder is written {name}."
                )
                % {"text": Truncator(text.strip()).chars(80)}
            ] = None
    return list(faults)


def _faults_of_name(name: str, *, only_known: bool) -> list[str]:
    if name not in PLACEHOLDERS:
        return [
            gettext("There is no placeholder {%(name)s}. There are: %(known)s.")
            % {"name": name, "known": ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)}
        ]
    if only_known and not PLACEHOLDERS[name].is_known:
        return [
            gettext(
                "{%(name)s} can be unknown, and this text cannot be left out. Use it in the body."
            )
            % {"name": name}
        ]
    return []


def _help() -> SafeString:
    rows = format_html_join(
        "",
        "<li><code>{{{}}}</code> – {}: <em>{}</em></li>",
        ((name, entry.meaning, entry.example) for name, entry in PLACEHOLDERS.items()),
    )
    known = [f"{{{name}}}" for name, entry in PLACEHOLDERS.items() if entry.is_known]
    return format_html(
        "<p>{}</p><ul>{}</ul><p>{}</p>",
        gettext("What stands in braces is filled in when a participant is admitted:"),
        rows,
        gettext(
            "A paragraph, list item or line of which something is unknown is left out, so give "
            "what can be unknown one of its own. The title and the introduction are never left "
            "out; they take only %(names)s."
        )
        % {"names": ", ".join(known)},
    )


placeholder_help = lazy(_help, SafeString)

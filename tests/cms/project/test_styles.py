"""The style sheets: one set of tokens, no rule twice, and none that nothing uses."""

import re
from collections import Counter

from tests.databases import ROOT

PACKAGES = ("participants", "alliance_pages", "cms")
SHEETS = [path for name in PACKAGES for path in (ROOT / name / "static").rglob("*.css")]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{};]+)\{([^{}]+)\}")
CLASSES = re.compile(r'class="([^"]*)"')
CLASS = re.compile(r"\.([a-z][\w-]*)")
# What Wagtail's own pages and rich text say.
WAGTAILS = {"field-reference", "listing", "modeladmin", "rich-text"}
# Joined from a name and a value, as in `inbox-message--{{ message.kind }}`.
JOINED = {"inbox-message--answer", "inbox-message--note"}


def text_of(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def rules(text):
    """Return selector and declarations of each rule that holds on every screen."""
    always = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
    return [(" ".join(what.split()), " ".join(how.split())) for what, how in RULE.findall(always)]


def product_texts():
    for place in ("templates", *PACKAGES):
        for path in (ROOT / place).rglob("*"):
            if path.suffix in {".html", ".py", ".js"}:
                yield path.read_text(encoding="utf-8")


def test_no_class_is_styled_that_nothing_uses():
    attributes = " ".join(CLASSES.findall(" ".join(product_texts())))
    used = set(re.findall(r"[a-z][\w-]*", attributes)) | WAGTAILS | JOINED
    selectors = " ".join(what for path in SHEETS for what, _ in RULE.findall(text_of(path)))
    assert sorted(set(CLASS.findall(selectors)) - used) == []


def test_each_token_is_defined_once_and_used():
    text = " ".join(map(text_of, SHEETS))
    defined = Counter(re.findall(r"(--alliance-[\w-]+):", text))
    assert [name for name, times in defined.items() if times > 1] == []
    assert set(re.findall(r"var\((--alliance-[\w-]+)", text)) == set(defined)


def test_no_colour_stands_outside_the_tokens():
    for path in SHEETS:
        if path.name != "tokens.css":
            assert set(re.findall(r"#[0-9a-f]{3,8}\b", text_of(path))) <= {"#fff", "#000"}, path


def test_no_rule_is_said_twice():
    said = [rule for path in SHEETS for rule in rules(text_of(path))]
    assert len(said) > 100
    selectors = Counter(what for what, _ in said)
    assert [what for what, times in selectors.items() if times > 1] == []
    bodies = Counter(how for _, how in said if how.count(";") > 2)
    assert [how for how, times in bodies.items() if times > 1] == []

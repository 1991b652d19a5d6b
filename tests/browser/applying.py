"""What an applicant does in the browser: fill in the form, open the links in the mails."""

import email
import email.policy
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

FORMS = {"en": "/en/join/form/", "fr": "/fr/adherer/form/"}

ANSWERS = {
    "names_en": "Șimleu",
    "names_fr": "Șimleu (fr)",
    "name_local": "Șimleu Silvaniei",
    "region": "Sălaj",
    "address": "1 Iuliu Maniu Street\n455300 Șimleu",
    "population": "14436",
    "population_year": "2011",
    "population_source": "Census of 2011",
    "roma_population": "1200",
    "roma_population_year": "2014",
    "roma_population_source": "Social service of the town",
    "measures-0-title": "Mediators at school",
    "measures-0-started_on": "2014-09",
    "representative_name": "Septimiu Example",
    "contact_name": "Ana Contact",
    "contact_phone": "+40 260 000 000",
}

CHOICES = {
    "kind": "municipality",
    "country": "RO",
    "roma_population_basis": "estimate",
    "measures-0-funding": "european",
    "representative_role": "mayor",
}


def fill_in(page, *, address: str, **changes) -> None:
    """Fill in the form that is shown. address: of the contact person."""
    for name, text in {**ANSWERS, "contact_email": address, **changes}.items():
        page.locator(f"[name='{name}']").fill(text)
    for name, value in CHOICES.items():
        page.locator(f"[name='{name}']").select_option(value)
    page.locator("[name='measures-0-theme']").select_option(index=1)
    page.locator("[name='has_consented']").check()


def send(page) -> None:
    """Press the button that sends, not before a person could."""
    time.sleep(3)
    page.locator("#application > p > button").click()


@dataclass(frozen=True)
class Applicant:
    """A contact person with an e-mail address of their own. mails: where all mails arrive."""

    mails: Path
    # Sending is limited for each address.
    address: str = field(default_factory=lambda: f"{uuid4().hex}@example.org")

    def link(self, part: str, seconds: int = 30) -> str:
        """Wait for a mail with a link that contains a part, and return the newest."""
        for _ in range(seconds * 4):
            files = sorted(self.mails.glob("*"), key=lambda path: path.stat().st_mtime)
            texts = [text for path in files for text in _texts_to(self.address, path)]
            if links := [link for text in texts for link in _links(text, part)]:
                return links[-1]
            time.sleep(0.25)
        raise AssertionError(f"no mail with {part}")


def _texts_to(address: str, path: Path) -> list[str]:
    # A file holds the mails of one connection with a line of hyphens after each.
    parts = re.split(rb"^-{79}$\n?", path.read_bytes(), flags=re.MULTILINE)
    mails = [email.message_from_bytes(part, policy=email.policy.default) for part in parts if part]
    return [mail.get_content() for mail in mails if mail["To"] == address]


def _links(text: str, part: str) -> list[str]:
    return [link for link in re.findall(r"https?://\S+", text) if part in link]

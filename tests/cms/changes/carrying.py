"""Does the response cache answer what Django would, and how much does it keep over a change?"""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri

from tests.cms.changes.completeness import deliver
from tests.cms.changes.crawl import addresses
from tests.cms.changes.random_changes import RandomChanges
from tests.cms.delivery.conftest import Visitor, settle

# Lists that editors' changes come into and go out of, beside those that are crawled anyway.
ASKED = (
    "/api/v2/participants/?search=megara",
    "/api/v2/participants/?limit=5&near=38.0,23.7",
    "/api/v2/participants/?fields=name,themes&limit=3&order=-joined_on",
    "/api/v2/participants/?as_of=2020-01-01",
    "/api/v2/participants/export.geojson",
    "/api/v2/pages/?limit=100&search=word",
    "/api/v2/pages/?slug=news",
    "/api/v2/pages/?country=GR&order=-date&type=alliance_pages.NewsArticlePage",
    "/api/v2/pages/?fields=title,last_published_at&limit=100&locale=fr",
    "/api/v2/images/?fields=*&limit=100",
    "/api/v2/resolve/?path=/en/nothing-here/",
    "/en/participants/?search=word",
    "/en/participants/?page=2",
    "/en/news/?page=2",
    "/fr/participants/?country=FR",
)
# So many addresses, drawn anew, are read for each change.
MANY = 120


@dataclass
class Carried:
    """stale: kind of change, address and tags where the cache was wrong; shares: how much of all
    answers each change left in the cache."""

    stale: list = field(default_factory=list)
    shares: list = field(default_factory=list)

    @property
    def median_share(self):
        return median(self.shares)


def measure(count: int, seed: int, tell=lambda text: None) -> Carried:
    """Make random changes, and read what is cached and what is so at once and when all is told."""
    cached, now, found = Visitor(), Visitor(), Carried()
    # A server without a response cache.
    now.front = now.front.django
    changes, chance = RandomChanges(seed), random.Random(seed)

    def compare(name, asked):
        held = 0
        for address in asked:
            before = len(cached.asked)
            answer = cached.get(address)
            if len(cached.asked) > before or answer.status != 200:
                continue
            held += 1
            if answer.body != now.get(address).body:
                found.stale.append((name, address, answer.headers.get("Cache-Tag")))
        return held

    deliver()
    for number in range(count):
        everything = [iri_to_uri(one) for one in chance.sample([*addresses(), *ASKED], MANY)]
        for address in everything:
            cached.get(address)
        name, change = changes.draw()
        with suppress(ValidationError):
            change()
        compare(f"{name} at once", everything[:5])
        settle()
        deliver()
        held = compare(name, everything)
        found.shares.append(held / len(everything))
        tell(f"{number} {name} left {held} of {len(everything)}")
    return found

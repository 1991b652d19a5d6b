"""No draft and nothing private comes out of a door to who may not see it: every route is asked."""

import time

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from wagtail.models import APIToken

from tests.cms.drafts.canaries import ALL, found_in
from tests.cms.drafts.people import SORTS, make_person
from tests.cms.private_data.routes import text_of

pytestmark = pytest.mark.django_db


def words_told(client, address, method="get", data=None):
    """Return the canaries in an answer, but those that the address names; all is taken back."""
    with transaction.atomic():
        # The thread keeps the language of what it has answered last.
        with override("en"):
            response = getattr(client, method)(address, data)
        said = getattr(response.wsgi_request, "_messages", None)
        messages = [str(message) for message in said._queued_messages] if said else []
        transaction.set_rollback(True)
    if method == "get" and response.status_code >= 500: return {"FIVEHUNDRED"}
    return found_in("\n".join([text_of(response), *messages])) - found_in(address)


def ask_all(client, addresses, method="get"):
    """Return what each address has told."""
    client.raise_request_exception = False
    told = {address: words_told(client, address, method) for address in addresses}
    return {address: words for address, words in told.items() if words}


@pytest.mark.parametrize("name", SORTS)
def test_probe(made, doors, name):
    client = Client()
    headers = {}
    if name != "nobody":
        user = make_person(name, made)
        client.force_login(user)
        token = APIToken.create_token(user=user, name="test")[1]
        headers = {"Authorization": f"Bearer {token}"}
    told = {}
    out = []
    for label, c, asked, method in (
        ("admin", client, doors.admin(), "get"),
        ("public", client, doors.public(), "get"),
        ("v3", Client(headers=headers), doors.tokens(), "get"),
        ("admin post", client, doors.admin(), "post"),
        ("v3 post", Client(headers=headers), doors.tokens(), "post"),
    ):
        start = time.process_time()
        found = ask_all(c, asked, method)
        out.append(f"{name} {label}: {len(asked)} in {time.process_time()-start:.1f} s")
        for a, w in found.items():
            told.setdefault((label,a), w)
    allowed = SORTS[name].sees
    got = set().union(*told.values()) if told else set()
    with open(f"/tmp/dr_out_{name.replace(' ','_')}.txt", "w") as f:
        p = lambda *a: print(*a, file=f)
        p("\n".join(out))
        p("NOT FOUND", sorted(allowed - got))
        p("TOO MUCH", sorted(got - allowed))
        for (l,a), w in told.items():
            if w - allowed:
                p("   ", l, a, sorted(w-allowed)[:6], len(w-allowed))

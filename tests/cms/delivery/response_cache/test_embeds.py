"""Embeds are kept by the response cache, by their parameters and as everybody may frame them."""

import pytest

from tests.factories import make_participant

pytestmark = pytest.mark.django_db

MEGARA = "/embed/participant/megara/"


def test_embeds_are_kept_with_headers_that_let_others_frame_them(visitor, participant_index):
    make_participant("megara")
    for address in ("/embed/count/", "/embed/map/?country=GR", f"{MEGARA}?theme=dark"):
        first, again = visitor.get(address), visitor.get(address)
        assert visitor.asked.count(address if "?" in address else f"{address}?") == 1
        assert (first.status, again.body) == (200, first.body)
        known = visitor.get(address, if_none_match=again.headers["ETag"])
        assert known.status == 304
        for heard in (first, again, known):
            assert "X-Frame-Options" not in heard.headers
            assert "Set-Cookie" not in heard.headers
            assert "frame-ancestors *" in heard.headers["Content-Security-Policy"]


def test_parameters_are_kept_apart_and_unknown_ones_refused(visitor, participant_index):
    make_participant("megara")
    dark, light = (visitor.get(f"{MEGARA}?theme={name}").text for name in ("dark", "light"))
    assert 'content="dark"' in dark
    assert 'content="light"' in light
    assert visitor.get(f"{MEGARA}?utm_source=x").status == 400
    assert visitor.get(f"{MEGARA}?theme=dark").text == dark


def test_a_change_is_shown_at_once(visitor, participant_index):
    megara = make_participant("megara")
    assert "Megara" in visitor.get(MEGARA).text
    megara.unpublish()
    assert visitor.get(MEGARA).status == 404

"""A script of another origin reads what is public, as a frontend in a browser does."""

import pytest


@pytest.fixture
def foreign_page(browser, demo_site):
    """Return a page of another origin, without the policy that ours would put on its scripts."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(demo_site.replace("localhost", "127.0.0.1") + "/robots.txt")
    assert page.evaluate("location.hostname") == "127.0.0.1"
    yield page
    context.close()


ASK = """async ([address, headers]) => {
    const answer = await fetch(address, {headers, cache: "no-store"});
    return [answer.status, answer.headers.get("ETag"), (await answer.text()).length];
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/participants/",
        "/api/v2/participants/export.csv",
        "/api/v2/pages/",
        "/en/participants/feed/",
        "/en/news/feed/json/",
        "/en/news/calendar/",
    ],
)
def test_validators_are_sent_and_read(foreign_page, demo_site, path):
    address = demo_site + path
    status, etag, length = foreign_page.evaluate(ASK, [address, {}])
    assert (status, bool(etag), length > 0) == (200, True, True)
    again = foreign_page.evaluate(ASK, [address, {"If-None-Match": etag}])
    assert again == [304, etag, 0]


def test_pictures_are_read(foreign_page, demo_site):
    images = foreign_page.evaluate(
        """async (address) => (await (await fetch(address)).json()).items[0].meta""",
        f"{demo_site}/api/v2/images/?limit=1&fields=*",
    )
    status, _etag, length = foreign_page.evaluate(ASK, [images["download_url"], {}])
    assert (status, length > 0) == (200, True)


def test_what_is_not_public_stays_closed_to_other_origins(foreign_page, demo_site):
    blocked = foreign_page.evaluate(
        "async (address) => fetch(address).then(() => false, () => true)",
        f"{demo_site}/admin/login/",
    )
    assert blocked

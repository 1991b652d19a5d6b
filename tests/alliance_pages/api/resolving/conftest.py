"""The pages in both languages that the tests of addresses have."""

from tests.alliance_pages.site.conftest import bilingual, moved, published

__all__ = ["bilingual", "moved", "published"]

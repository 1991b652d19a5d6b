"""Registration with Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from alliance_pages.links import PublicPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def link_to_public_pages_only(features: FeatureRegistry) -> None:
    """Let rich text print the address of public pages only."""
    features.register_link_type(PublicPageLinkHandler)

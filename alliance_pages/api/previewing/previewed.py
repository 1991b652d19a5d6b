"""Pages in previews."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.models import Page, Site

from alliance_pages.api.content import PublicContent
from alliance_pages.api.pages import PublicPagesAPIViewSet
from alliance_pages.api.previewing.anchors import page_anchors
from alliance_pages.api.representations import represent_pages
from alliance_pages.models.base import BasePage, public_pages
from participants.api.previewing.anchors import Anchors
from participants.api.previewing.previewed import Previewed
from participants.api.previewing.refusals import TOKEN, not_found


class PreviewedPage(Previewed):
    """A page of any type."""

    model = BasePage

    @property
    def parent(self) -> Page:
        """Return the page below which a new one is made. Raises RefusedError."""
        parent = Page.objects.filter(pk=self.preview.parent_id or None).first()
        if parent is None:
            raise not_found(TOKEN, "the page above has been deleted.")
        return parent

    def may_be_edited(self) -> bool:
        user = self.preview.user
        if self.stored is None:
            return bool(self.parent.specific.permissions_for_user(user).can_add_subpage())
        return bool(self.stored.permissions_for_user(user).can_edit())

    def is_private(self) -> bool:
        page = self.parent if self.stored is None else self.stored
        return bool(Page.get_view_restrictions(page).exists())

    def restored(self, content: Mapping[str, Any]) -> Any:
        page = super().restored(content)
        if self.stored is None:
            page.path, page.depth, page.numchild, page.draft_title = "", None, 0, page.title
        return page

    def missing(self, draft: Any) -> list[str]:
        # Texts may be empty; a choice that has not been made is no value of its type.
        return [
            field.name
            for field in draft._meta.concrete_fields
            if field.choices and not field.blank and not field.value_from_object(draft)
        ]

    def save(self, draft: Any) -> None:
        if self.stored is None:
            self.parent.add_child(instance=draft)
            return
        begins_site = draft.is_site_root()
        if begins_site:
            # Its address says nothing of its slug. Where the sites begin is known to all who ask
            # at the same time, and must not be read from what is taken back.
            Site.get_site_root_paths()
            draft._is_site_root = False
        draft.save()
        if begins_site:
            Page.objects.filter(pk=draft.pk).update(url_path=self.stored.url_path)

    def document(self, key: int) -> dict[str, Any]:
        model: Any = self.preview.content_type.model_class()
        fields = PublicPagesAPIViewSet.available_fields(model)
        meta_names = PublicPagesAPIViewSet.get_meta_fields_names(model)
        content = PublicContent(self.request)
        return represent_pages(model, [key], fields, meta_names, content)[key]

    def public_document(self) -> dict[str, Any] | None:
        is_public = public_pages().filter(pk=self.stored.pk).exists()
        return self.document(self.stored.pk) if is_public else None

    def anchors(self, shown: Any, document: Mapping[str, Any]) -> Anchors:
        return page_anchors(shown, document)

    def path_of_new(self) -> str:
        kind = self.preview.content_type
        return reverse(
            "wagtailadmin_pages:add", args=[kind.app_label, kind.model, self.preview.parent_id]
        )

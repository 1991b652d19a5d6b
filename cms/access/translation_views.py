"""Who may open wagtail-localize's own addresses that ask for no permission on the content.

Its list of snippets and its report answer whoever may enter the admin, with the names of drafts
and of what is private; its forms do so for whoever may translate anything.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from alliance_pages.models.base import sees_draft

# Whoever may do one of these with a kind of snippet chooses among all of that kind.
WORK = {"add", "change", "publish", "view"}


class PermittedSnippetViewSet(SnippetViewSet):
    """List the snippets of a kind for those who may work with that kind."""

    def initial(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raise PermissionDenied, or Http404 for what is no snippet."""
        super().initial(request, *args, **kwargs)
        policy = policy_registry.get_by_type(self.get_model())
        if not policy.user_has_any_permission(request.user, WORK):
            raise PermissionDenied


class PermittedReportView(TranslationsReportView):
    """List translations of pages and snippets that the user may see in the admin.

    Who translates a page reads what it is translated from.
    """

    def get_queryset(self) -> QuerySet:
        """Leave out what the user may not see."""
        user = self.request.user
        seen = policy_registry.get_by_type(Page).explorable_instances(user)
        target = seen.filter(
            translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
        )
        kinds = [
            kind
            for model, kind in ContentType.objects.get_for_models(*get_snippet_models()).items()
            if policy_registry.get_by_type(model).user_has_any_permission(user, WORK)
        ]
        return (
            super()
            .get_queryset()
            .filter(Exists(target) | Q(source__specific_content_type__in=kinds))
            .order_by("-pk")
        )


class PermittedSubmitPageView(SubmitPageTranslationView):
    """Submit a page for translation that the user may edit."""

    def get_object(self) -> Page:
        """Raise PermissionDenied for another."""
        page = super().get_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page


class PermittedUpdateView(UpdateTranslationsView):
    """Bring the translations of a page up to date that the user may edit; snippets have none."""

    def get_object(self) -> TranslationSource:
        """Raise PermissionDenied for another source, and Http404 where it was deleted."""
        source = super().get_object()
        try:
            page = source.get_source_instance()
        except ObjectDoesNotExist as error:
            raise Http404 from error
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return source

    def get_form(self) -> Form:
        """Leave publishing to those who may publish every translation that it is about."""
        form: Form = super().get_form()
        targets = [
            translation.get_target_instance()
            for translation in self.object.translations.filter(enabled=True)
        ]
        if not all(page.permissions_for_user(self.request.user).can_publish() for page in targets):
            # What is disabled has its initial value, whatever is sent.
            form.fields["publish_translations"].disabled = True
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name a translation in a part of the site that the user does not see by its language."""
        context = super().get_context_data(**kwargs)
        for shown in context["translations"]:
            target = self.object.get_translated_instance(shown["locale"])
            if not sees_draft(self.request.user, target):
                shown["title"] = target.get_verbose_name()
        return context

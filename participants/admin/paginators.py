"""Pages of long lists in the admin."""

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator

from participants.registry.registry_cache import RegistryVersion


class RegistryPaginator(WagtailPaginator):
    """Count a list of participants once for each state of the registry.

    A database counts by reading every row, and does so again for every page that is looked at.
    """

    @cached_property
    def count(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return super().count
        try:
            question = self.object_list.order_by().query.sql_with_params()
        except EmptyResultSet:
            return 0
        return RegistryVersion.now().remember(("count", question), self.object_list.count)

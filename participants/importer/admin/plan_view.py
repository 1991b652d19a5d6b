"""The page of a plan: look at it, and apply it."""

from collections.abc import Generator, Iterator
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.generic import View

from participants.exports.columns import columns
from participants.importer.admin.access import ImportMixin, listing_url, may_publish
from participants.importer.admin.streamed import attempt, progress, streamed
from participants.importer.admin.uploads import Upload, UploadForm
from participants.importer.applying import Source, applying
from participants.importer.planning.column_words import known_columns
from participants.importer.planning.plan import Action, Plan, PlannedRow
from participants.importer.planning.planner import MOST_SHOWN, Planner
from participants.importer.planning.report import corrections
from participants.importer.reading.encodings.readings import Reading, UndecidedEncoding
from participants.importer.reading.faults import UnreadableFile, WrongEncoding
from participants.importer.reading.tables import Table, described, read_table, readings_of
from participants.models import ImportRecord


def plan_context(plan: Plan) -> dict[str, Any]:
    return {
        "counts": [
            (action.label_for(plan.counts[action]), plan.counts[action]) for action in Action
        ],
        "faults": plan.faults[:MOST_SHOWN],
        "more_faults": max(0, len(plan.faults) - MOST_SHOWN),
        "remarks": plan.remarks[:MOST_SHOWN],
        "more_remarks": max(0, len(plan.remarks) - MOST_SHOWN),
        "rejected": len(plan.rejected),
        "lists": [_listed(plan, Action.CREATE), _listed(plan, Action.CHANGE)],
        "to_do": len(plan.to_do),
        "unchanged": plan.counts[Action.UNCHANGED],
        "missing": plan.missing,
        "missing_count": plan.missing_count,
        "more_missing": plan.missing_count - len(plan.missing),
        "digest": digest(plan),
    }


def _listed(plan: Plan, action: Action) -> dict[str, Any]:
    rows: list[PlannedRow] = [row for row in plan.to_do if row.action == action]
    return {"action": action, "rows": rows[:MOST_SHOWN], "more": max(0, len(rows) - MOST_SHOWN)}


def digest(plan: Plan) -> str:
    """Return what tells this plan from another one of the same file, in every language."""
    content = sha256()
    for row in plan.to_do:
        content.update(
            repr((row.action.value, row.row.row, row.pk, row.slug, row.changes)).encode()
        )
    for fault in plan.faults:
        content.update(repr((fault.row, fault.column, fault.value)).encode())
    return content.hexdigest()


class PlanView(ImportMixin, View):
    """Show what the file would do, and do it."""

    table: Table
    record: ImportRecord | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.streamed(self.pages())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.upload.publish and not may_publish(request.user):
            raise PermissionDenied
        return self.streamed(self.pages(request.POST.get("digest", "")))

    def streamed(self, pieces: Iterator[str]) -> HttpResponseBase:
        """Return the page with the pieces, if the upload is still there."""
        self.upload.open().close()
        return streamed(self.request, self.get_context_data(), pieces)

    def get_page_subtitle(self) -> str:
        return self.upload.name

    @cached_property
    def upload(self) -> Upload:
        return Upload.of(self.kwargs["signed"], self.request.user)

    @property
    def encoding(self) -> str:
        """Return the encoding that a person has chosen, or ""."""
        return self.request.POST.get("encoding") or self.request.GET.get("encoding", "")

    def readings(self) -> tuple[Reading, ...]:
        """Return how else the file can be read where what was chosen has failed."""
        with self.upload.open() as file:
            try:
                return readings_of(file, known_columns())
            except UndecidedEncoding as error:
                return error.readings
            except UnreadableFile:
                return ()

    def pages(self, agreed: str | None = None) -> Iterator[str]:
        """Yield the page of the plan or, where it is the one agreed to, of its result.

        agreed: digest of a plan.
        """
        try:
            plan = yield from self.planning()
        except UnreadableFile as error:
            yield self.refusal(error)
            return
        if digest(plan) != agreed:
            yield self.shown(plan, is_outdated=agreed is not None)
            return
        failure = yield from attempt(
            gettext("Rows applied"), self.carrying_out(plan), len(plan.to_do)
        )
        if not failure:
            self.upload.delete()
        yield self.rendered(
            "result",
            failure=failure,
            record=self.record,
            counts=plan.counts,
            left_out=len(plan.rejected),
        )

    def carrying_out(self, plan: Plan) -> Generator[int, None, None]:
        """Carry out the plan, yielding how many rows are done, and keep the record of it."""
        with self.upload.open() as file:
            source = Source.of(file, self.upload.name)
        user, publish = self.request.user, self.upload.publish
        self.record = yield from applying(plan, user=user, publish=publish, source=source)

    def planning(self) -> Generator[str, None, Plan]:
        """Make the plan, yielding progress. Raises UnreadableFile."""
        with self.upload.open() as file:
            table = read_table(file, self.upload.name, known_columns(), encoding=self.encoding)
            self.table = table
            planner = Planner(table, publish=self.upload.publish)
            yield from progress(gettext("Rows read"), planner.planning())
        if planner.plan.faults:
            self.upload.set_aside(corrections(planner.plan))
        return planner.plan

    def refusal(self, error: UnreadableFile) -> str:
        """Return the form to choose another file, or another encoding, with the reason why."""
        readings = getattr(error, "readings", ())
        if self.encoding and isinstance(error, WrongEncoding):
            readings = self.readings()
        if readings:
            return self.rendered("encoding", error=str(error), readings=readings)
        self.upload.delete()
        form = UploadForm(data={}, may_publish=may_publish(self.request.user))
        form.full_clean()
        form.errors.clear()
        form.add_error("file", str(error))
        return self.rendered("form", form=form, columns=columns().values())

    def shown(self, plan: Plan, *, is_outdated: bool = False) -> str:
        readings = self.table.readings if len(self.table.readings) > 1 else ()
        return self.rendered(
            "plan",
            is_outdated=is_outdated,
            description=described(self.table),
            readings=readings,
            **plan_context(plan),
        )

    def rendered(self, name: str, **context: Any) -> str:
        context |= {
            "upload": self.upload,
            "encoding": self.encoding,
            "listing_url": listing_url(),
        }
        return render_to_string(f"participants/admin/import_{name}.html", context, self.request)

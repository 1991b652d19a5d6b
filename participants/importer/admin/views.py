"""The pages of an import: choose a file, look at the plan, apply it."""

from collections.abc import Generator, Iterator
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.generic import FormView, View

from participants.exports.columns import columns
from participants.importer.admin.access import may_publish
from participants.importer.admin.attempt import attempt
from participants.importer.admin.forms import UploadForm
from participants.importer.admin.page import PLAN, ImportMixin, listing_url
from participants.importer.admin.shown_plan import digest, plan_context
from participants.importer.admin.streamed import progress, streamed
from participants.importer.admin.uploads import Upload
from participants.importer.applying import Source, applying
from participants.importer.planning.corrections import corrections
from participants.importer.planning.plan import Plan
from participants.importer.planning.planner import Planner, known_columns
from participants.importer.reading.description import described
from participants.importer.reading.encodings.readings import (
    Reading,
    UndecidedEncoding,
)
from participants.importer.reading.faults import WrongEncoding
from participants.importer.reading.tables import Table, UnreadableFile, read_table, readings_of
from participants.models import ImportRecord


class UploadView(ImportMixin, FormView):
    """Take a file, and go on to its plan."""

    form_class = UploadForm
    template_name = "participants/admin/import_upload.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "may_publish": may_publish(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=columns().values(), **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        sent = form.cleaned_data["file"]
        publish = form.cleaned_data.get("publish", False)
        upload = Upload.keep(sent.file, user=self.request.user, name=sent.name, publish=publish)
        return redirect(PLAN, upload.signed)


class PlanView(ImportMixin, View):
    """Show what the file would do, and do it."""

    table: Table
    record: ImportRecord | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.streamed(self.looking())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.upload.publish and not may_publish(request.user):
            raise PermissionDenied
        return self.streamed(self.applying(request.POST.get("digest", "")))

    def streamed(self, pieces: Iterator[str]) -> HttpResponseBase:
        """Return the page with the pieces, if the upload is still there."""
        self.upload.open().close()
        return streamed(self.request, self.get_context_data(), pieces)

    def get_page_subtitle(self) -> str:
        return self.upload.name

    @cached_property
    def upload(self) -> Upload:
        """Return the upload that the address names."""
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

    def looking(self) -> Iterator[str]:
        """Yield the page of the plan."""
        try:
            plan = yield from self.planning()
        except UnreadableFile as error:
            yield self.refusal(error)
        else:
            yield self.shown(plan)

    def applying(self, seen: str) -> Iterator[str]:
        """Yield the page of the result, or of a new plan. seen: digest of the plan agreed to."""
        try:
            plan = yield from self.planning()
        except UnreadableFile as error:
            yield self.refusal(error)
            return
        if digest(plan) != seen:
            yield self.shown(plan, is_outdated=True)
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
        """Return the plan to look at."""
        readings = self.table.readings if len(self.table.readings) > 1 else ()
        return self.rendered(
            "plan",
            is_outdated=is_outdated,
            description=described(self.table),
            readings=readings,
            **plan_context(plan),
        )

    def rendered(self, name: str, **context: Any) -> str:
        """Return a part of the page."""
        context |= {
            "upload": self.upload,
            "encoding": self.encoding,
            "listing_url": listing_url(),
        }
        return render_to_string(f"participants/admin/import_{name}.html", context, self.request)

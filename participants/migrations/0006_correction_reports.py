import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import participants.models.applications.application
import participants.values.fields
import participants.values.languages


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0005_representative_known_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CorrectionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=participants.models.applications.application.new_reference,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=participants.values.languages.language_choices,
                        editable=False,
                        max_length=10,
                        verbose_name="language of correspondence",
                    ),
                ),
                (
                    "problem",
                    participants.values.fields.RunningTextField(
                        max_length=5000, verbose_name="what is wrong"
                    ),
                ),
                (
                    "correction",
                    participants.values.fields.RunningTextField(
                        blank=True, max_length=2000, verbose_name="what it should be"
                    ),
                ),
                (
                    "source",
                    participants.values.fields.RunningTextField(
                        blank=True, max_length=1000, verbose_name="source"
                    ),
                ),
                (
                    "contact_name",
                    participants.values.fields.OneLineField(
                        blank=True, max_length=255, verbose_name="name"
                    ),
                ),
                (
                    "contact_email",
                    participants.values.fields.OneLineEmailField(
                        blank=True, max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("settled", "settled"),
                            ("unfounded", "nothing to correct"),
                        ],
                        default="open",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="received"
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="settled"),
                ),
                (
                    "note",
                    participants.values.fields.RunningTextField(
                        blank=True, editable=False, max_length=2000, verbose_name="internal note"
                    ),
                ),
                (
                    "reply",
                    participants.values.fields.RunningTextField(
                        blank=True, editable=False, max_length=5000, verbose_name="reply"
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="personal data removed"
                    ),
                ),
                (
                    "sending_key",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                ("sent_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "participant",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="participants.participant",
                        verbose_name="participant",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a mistake",
                "verbose_name_plural": "reports of mistakes",
                "ordering": ["-received_at", "-pk"],
                "permissions": [("settle_correctionreport", "Can settle reports of mistakes")],
                "indexes": [
                    models.Index(
                        fields=["state", "received_at"], name="participant_state_49b7e7_idx"
                    )
                ],
            },
        ),
    ]

import cms.delivery.models.webhook
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=36)),
                ("changed_at", models.DateTimeField()),
                ("invalidated_to", models.CharField(default="", max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name="Invalidation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.CharField(max_length=36)),
                ("after", models.CharField(max_length=36)),
                ("tags", models.JSONField()),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="LastKnown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=200)),
                ("object_id", models.CharField(max_length=255)),
                ("facts", models.JSONField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "object_id"), name="delivery_last_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LoggedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("updated", "Updated"),
                            ("moved", "Moved"),
                            ("unpublished", "Unpublished"),
                            ("deleted", "Deleted"),
                            ("restricted", "Restricted"),
                        ],
                        max_length=11,
                    ),
                ),
                ("type", models.CharField(max_length=200)),
                ("object_id", models.CharField(max_length=255)),
                ("locale", models.CharField(default="", max_length=100)),
                ("paths_before", models.JSONField(default=list)),
                ("paths_after", models.JSONField(default=list)),
                ("tags", models.JSONField(default=list)),
                ("paths", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["changed_at"], name="delivery_log_age")],
            },
        ),
        migrations.CreateModel(
            name="Purge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.TextField()),
                ("is_tag", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "address",
                    models.CharField(
                        help_text="Where messages are posted to: an https URL.",
                        max_length=2000,
                        verbose_name="address",
                    ),
                ),
                ("is_enabled", models.BooleanField(default=True, verbose_name="enabled")),
                ("actions", models.JSONField(blank=True, default=list, verbose_name="events")),
                (
                    "types",
                    models.JSONField(blank=True, default=list, verbose_name="types of content"),
                ),
                ("locales", models.JSONField(blank=True, default=list, verbose_name="languages")),
                (
                    "secret",
                    models.CharField(
                        default=cms.delivery.models.webhook.make_secret,
                        editable=False,
                        max_length=100,
                        verbose_name="secret",
                    ),
                ),
                ("former_secret", models.CharField(default="", editable=False, max_length=100)),
                ("rotated_at", models.DateTimeField(editable=False, null=True)),
                (
                    "failures",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="failed attempts"
                    ),
                ),
                (
                    "failing_since",
                    models.DateTimeField(editable=False, null=True, verbose_name="failing since"),
                ),
                ("resting_until", models.DateTimeField(editable=False, null=True)),
                (
                    "disabled_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="disabled at"),
                ),
                (
                    "disabled_reason",
                    models.TextField(default="", editable=False, verbose_name="disabled because"),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=200)),
                ("object_id", models.CharField(max_length=255)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("updated", "updated"),
                            ("unpublished", "unpublished"),
                            ("deleted", "deleted"),
                            ("restricted", "restricted"),
                        ],
                        max_length=11,
                    ),
                ),
                ("content_type_id", models.BigIntegerField(null=True)),
                ("locale_id", models.BigIntegerField(null=True)),
                ("path", models.TextField(default="")),
                ("revision_id", models.BigIntegerField(null=True)),
                ("transaction_id", models.BigIntegerField(default=0)),
                ("is_told", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["model", "object_id"], name="delivery_change_of_object")
                ],
            },
        ),
        migrations.CreateModel(
            name="QueuedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient", models.TextField()),
                ("content", models.TextField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waiting_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(default="", max_length=100)),
                ("given_up_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["given_up_at", "due_at"], name="delivery_mail_due")
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "message_id",
                    models.CharField(max_length=40, unique=True, verbose_name="message id"),
                ),
                (
                    "event_type",
                    models.CharField(db_index=True, max_length=220, verbose_name="type"),
                ),
                ("model", models.CharField(default="", max_length=200)),
                ("object_id", models.CharField(default="", max_length=255)),
                ("payload", models.TextField(verbose_name="payload")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("delivered", "delivered"),
                            ("dead", "given up"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="created at"
                    ),
                ),
                ("waiting_since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "next_attempt_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="next attempt at"
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("attempted_at", models.DateTimeField(null=True, verbose_name="last attempt at")),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="status of the response"
                    ),
                ),
                ("response_body", models.TextField(default="", verbose_name="response")),
                ("error", models.TextField(default="", verbose_name="error")),
                (
                    "duration_ms",
                    models.PositiveIntegerField(null=True, verbose_name="duration in milliseconds"),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="delivery.webhook",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "message to a webhook",
                "verbose_name_plural": "delivery log",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        fields=["webhook", "state", "id"], name="delivery_message_waiting"
                    ),
                    models.Index(
                        fields=["webhook", "state", "model", "object_id"],
                        name="delivery_message_order",
                    ),
                ],
            },
        ),
    ]

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import alliance_pages.models.withdrawn_address
import participants.values.fields


class Migration(migrations.Migration):
    dependencies = [
        ("alliance_pages", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="WithdrawnAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "path",
                    alliance_pages.models.withdrawn_address.PathField(
                        error_messages={"unique": "This address is in the list already."},
                        help_text=(
                            "What follows the host: /en/page/64-….html. Pages, redirects and the "
                            "numbers of old addresses come first."
                        ),
                        max_length=500,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "title",
                    participants.values.fields.OneLineField(
                        max_length=255, verbose_name="title of what was there"
                    ),
                ),
                (
                    "archived_url",
                    participants.values.fields.OneLineURLField(
                        help_text=(
                            "Where a web archive keeps it. Where the day of the copy is not known, "
                            "the calendar of all copies: web.archive.org/web/2019*/ with "
                            "the full old address behind it."
                        ),
                        max_length=1000,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="archived copy",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="language of the title",
                    ),
                ),
            ],
            options={
                "verbose_name": "withdrawn address",
                "verbose_name_plural": "withdrawn addresses",
            },
        ),
    ]

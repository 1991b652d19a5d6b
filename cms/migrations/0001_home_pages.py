"""Make English and French, with a home page in each, instead of Wagtail's welcome page."""

import uuid

from django.db import migrations

HOME_TITLES = {
    "en": "European Alliance of Cities and Regions for Roma Inclusion",
    "fr": "Alliance européenne des villes et des régions pour l’inclusion des Roms",
}


def create_home_pages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("alliance_pages", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _ = ContentType.objects.get_or_create(
        app_label="alliance_pages", model="homepage"
    )
    # Historical models have no tree methods; the welcome page is the only page of a new site.
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    translation_key = uuid.uuid4()
    homes = []
    for position, (language, title) in enumerate(HOME_TITLES.items(), start=1):
        locale, _ = Locale.objects.get_or_create(language_code=language)
        homes.append(
            HomePage.objects.create(
                title=title,
                draft_title=title,
                slug=language,
                path=f"{root.path}{position:04d}",
                depth=2,
                numchild=0,
                url_path=f"/{language}/",
                content_type=content_type,
                locale=locale,
                translation_key=translation_key,
                show_in_menus=False,
            )
        )
    root.numchild = len(homes)
    root.save(update_fields=["numchild"])
    Site.objects.create(
        hostname="localhost",
        port=80,
        site_name="",
        root_page_id=homes[0].pk,
        is_default_site=True,
    )


def remove_home_pages(apps, schema_editor):
    """Remove pages and sites; the welcome page is not brought back, nor is English removed."""
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth__gt=1).delete()
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1).update(numchild=0)
    apps.get_model("wagtailcore", "Locale").objects.exclude(language_code="en").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("alliance_pages", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_home_pages, remove_home_pages)]

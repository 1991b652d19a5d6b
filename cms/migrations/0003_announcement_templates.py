"""Give editors an announcement template in English and in French to begin with."""

import json
from uuid import uuid4

from django.db import migrations

TEMPLATES = {
    "en": {
        "title": "{name} joins the Alliance as participant {number}",
        "introduction": (
            "The Alliance welcomes {name} ({country}). Those who take part learn from one another "
            "what serves the inclusion of Roma, and share the experience that they have gained."
        ),
        "body": [
            (
                "paragraph",
                (
                    "<p>{name} ({country}) is the {ordinal} participant of the European Alliance "
                    "of Cities and Regions for Roma Inclusion.</p>"
                    "<p>The authority is represented by {representative}.</p>"
                ),
            ),
            (
                "paragraph",
                (
                    "<p>The Alliance is glad of every authority that takes a stand for its Roma "
                    "residents, and looks forward to working with {name}.</p>"
                ),
            ),
            (
                "fact",
                {
                    "label": "The figures, and what they rest on",
                    "text": "Population: {population}\nRoma population: {roma_population}",
                },
            ),
            ("heading", "What {name} does for the inclusion of Roma"),
            ("paragraph", "<p>{measures}</p>"),
        ],
    },
    "fr": {
        "title": "{name} rejoint l’Alliance en tant que participant n°\u00a0{number}",
        "introduction": (
            "L’Alliance accueille {name} ({country}). Ses participants apprennent les uns des "
            "autres ce qui sert l’inclusion des Roms et partagent l’expérience qu’ils ont acquise."
        ),
        "body": [
            (
                "paragraph",
                (
                    "<p>{name} ({country}) est le {ordinal} participant de l’Alliance européenne "
                    "des villes et des régions pour l’inclusion des Roms.</p>"
                    "<p>La collectivité est représentée par {representative}.</p>"
                ),
            ),
            (
                "paragraph",
                (
                    "<p>L’Alliance se réjouit de chaque collectivité qui s’engage pour ses "
                    "habitants roms, et de travailler avec {name}.</p>"
                ),
            ),
            (
                "fact",
                {
                    "label": "Les chiffres et ce sur quoi ils reposent",
                    "text": (
                        "Population\u00a0: {population}\nPopulation rom\u00a0: {roma_population}"
                    ),
                },
            ),
            ("heading", "Ce que fait {name} pour l’inclusion des Roms"),
            ("paragraph", "<p>{measures}</p>"),
        ],
    },
}


def make_templates(apps, schema_editor):
    Template = apps.get_model("alliance_pages", "AnnouncementTemplate")
    Locale = apps.get_model("wagtailcore", "Locale")
    for locale in Locale.objects.filter(language_code__in=TEMPLATES):
        if not Template.objects.filter(locale=locale).exists():
            Template.objects.create(locale=locale, **template_in(locale.language_code))


def template_in(language):
    blocks = [
        {"type": kind, "value": value, "id": str(uuid4())}
        for kind, value in TEMPLATES[language]["body"]
    ]
    return {**TEMPLATES[language], "body": json.dumps(blocks)}


def remove_templates(apps, schema_editor):
    """Remove all templates, those that editors have changed included: their table goes next."""
    apps.get_model("alliance_pages", "AnnouncementTemplate").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("alliance_pages", "0001_initial"),
        ("cms", "0002_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_templates, remove_templates)]

"""The project itself: settings, commands, docs, translations, migrations."""

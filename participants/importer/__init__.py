"""The registry importer in four steps: read, validate, plan, apply."""

"""Work out what a file would do to the registry, before anything is done."""

"""The editor of the registry, as its users meet it."""

"""Taking an application in."""

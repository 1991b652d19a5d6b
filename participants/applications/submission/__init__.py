"""Taking an application in: the form, its limits, its letter."""

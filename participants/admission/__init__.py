"""Admission: the step that issues the next number, its page and its button."""

"""The road of an application: sent, confirmed, reviewed, decided, forgotten."""

"""What the database's planner knows of the tables."""

from django.db import connection

from participants.models import Participant


def refresh_statistics() -> None:
    """Let the database count anew, so that it plans well for what has just been written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
        elif connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Participant._meta.db_table)}")

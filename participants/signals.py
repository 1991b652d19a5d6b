"""What the registry tells other apps while it happens."""

from django.dispatch import Signal

# Sent inside the transaction of an admission, with `participant` (its newest draft), `number`,
# `user`, `application` (what it had sent, or None) and `is_new_number`. A receiver returns the
# objects that it has drafted. One that raises stops the admission; all is undone with it.
participant_admitted = Signal()

# Sent inside the transaction that removes somebody's personal data, with `emails`, a list.
personal_data_removed = Signal()

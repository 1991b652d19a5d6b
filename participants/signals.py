"""What the registry tells other apps while it happens."""

from django.dispatch import Signal

# Sent inside the transaction of an admission, with `participant` (its newest draft), `number` and
# `user`. A receiver that raises stops the admission; what it writes is undone with it.
participant_admitted = Signal()

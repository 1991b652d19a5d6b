"""The announcement that is drafted when a participant is admitted."""

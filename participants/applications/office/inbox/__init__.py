"""The inbox in the admin: where officers read applications and take their steps."""

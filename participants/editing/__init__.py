"""What keeps people who edit one thing from undoing each other's work, and lets approve what is shown."""

"""What is possible and yet unlikely: one rule set for editor, import and join form."""

"""Applications to join: tables, states and querysets."""

"""The registry: who takes part in the Alliance, since when, and what is known of them."""

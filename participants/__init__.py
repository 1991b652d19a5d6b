"""The registry: who takes part in the Alliance, and what is known of them."""

"""The participants' finder: what an address asks of it, and what it answers."""

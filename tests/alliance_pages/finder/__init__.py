"""The participants' finder."""

"""The benchmark's own parts."""

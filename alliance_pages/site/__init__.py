"""Public addresses: what each of them shows, where former ones lead, how they are spelled."""

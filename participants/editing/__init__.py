"""Several people edit one object, and nobody's work is undone unseen."""

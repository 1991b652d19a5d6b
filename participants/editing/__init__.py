"""Several people edit and moderate one object: nobody's work is undone by another's unseen."""

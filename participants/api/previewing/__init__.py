"""`preview/`: what an editor works on, as the public API would tell it once it is published."""

"""Personal data: how long they are kept, how they are exported and removed."""

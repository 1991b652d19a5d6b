"""Personal data: kept, exported, removed."""

"""What feed readers and calendars are told: entries, the formats that they are written in."""

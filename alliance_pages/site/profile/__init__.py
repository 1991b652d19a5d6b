"""What a profile shows beside what the registry says of the place, for templates and the API."""

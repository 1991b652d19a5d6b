"""What is answered when something below fails."""

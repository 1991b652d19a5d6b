"""Where messages may go, how they are signed and sent."""

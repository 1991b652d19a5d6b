"""The server, and slow clients."""

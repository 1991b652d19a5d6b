"""`applications/`: where frontends send applications to join. Nothing can be read there."""

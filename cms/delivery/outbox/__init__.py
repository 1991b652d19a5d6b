"""From changes to purges and webhooks."""

"""The worker behind the outbox: from changes to purges of the CDN and messages to webhooks."""

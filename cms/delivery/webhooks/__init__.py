"""Webhooks: whom they may be sent to, how they are signed, sent, tried again and given up."""

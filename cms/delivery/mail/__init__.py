"""Mails wait in the database for the mail server."""

"""The mail queue: what Django mails goes into the database first, and to the mail server then."""

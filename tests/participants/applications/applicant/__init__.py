"""The pages behind the links of the mails."""

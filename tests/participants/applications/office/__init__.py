"""The office: inbox, acceptance, publication, reversal."""

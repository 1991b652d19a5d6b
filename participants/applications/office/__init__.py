"""The office: acceptance, publication, reversal, and the inbox."""

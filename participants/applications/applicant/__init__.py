"""What an applicant meets behind the links of the mails."""

"""What people send to the office: applications to join, and reports of what is wrong."""

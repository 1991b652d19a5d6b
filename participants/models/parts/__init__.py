"""What belongs to a participant: memberships, figures, texts, themes, initiatives, people."""

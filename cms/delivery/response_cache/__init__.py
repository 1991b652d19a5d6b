"""In front of Django: public answers from a store that is emptied by every public change."""

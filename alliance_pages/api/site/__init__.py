"""`site/`: everything around the pages of a language, in one document."""

"""`search/`: everything public that has some words, and suggestions while somebody types."""

"""The announcement of a new participant: template, placeholders, and the article made of them."""

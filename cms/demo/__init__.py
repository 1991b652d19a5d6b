"""The demonstration content of the product, and what loads and serves it on one machine."""

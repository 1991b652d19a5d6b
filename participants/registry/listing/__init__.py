"""What a list of the registry is: filters, orders, cursors, and the rows that are read for them."""

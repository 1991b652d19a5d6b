"""`openapi.json`: the public API described for machines, from what the code itself goes by."""

"""How fast and how large the report of 2,000 articles is, in a real browser."""

"""Tables of linking."""

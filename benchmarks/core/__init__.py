"""How much processor time the core takes: for articles of usual length, and for long texts."""

"""How well copies are told from other articles, on real articles that a folder or file holds; no model is asked."""

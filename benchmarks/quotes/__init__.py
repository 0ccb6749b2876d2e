"""Whether altered quotes of articles are ever located, and re-typeset ones always; no model is asked."""

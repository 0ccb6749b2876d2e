"""A collection: a run directory that grows, with the links of its records. In: articles, added again and again."""

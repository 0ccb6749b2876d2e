"""Primary keys of articles in the tables of a run."""

from collections import Counter

from schemas import ArticleExtraction


class ArticleKeys:
    """Assigns each article its key.

    The key is the content hash. If several articles of a run have the same text, the second one gets `#2` appended, the
    third `#3`.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._keys: dict[tuple[str, str], str] = {}

    def assign(self, extraction: ArticleExtraction) -> str:
        """Return the key of the next article of the run."""
        article = extraction.article
        self._seen[article.id] += 1
        times = self._seen[article.id]
        key = article.id if times == 1 else f"{article.id}#{times}"
        self._keys.setdefault((article.id, article.source_id), key)
        return key

    def find(self, article_id: str, source_id: str) -> str | None:
        """Return the key assigned to this article, or None if it has none."""
        return self._keys.get((article_id, source_id))

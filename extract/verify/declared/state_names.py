"""Which states a name may mean in the language of an article, and where the article names a state, by tables."""

from collections import defaultdict
from collections.abc import Mapping

from extract.entities.state_names import states_named
from extract.entities.states import find_states
from schemas import Article, Span


class StateNames:
    """The names of states in one article."""

    def __init__(self, article: Article) -> None:
        self._language = article.language_detected or article.language
        found: dict[str, list[Span]] = defaultdict(list)
        for mention in find_states(article.text):
            found[mention.iso3].append(article.span(mention.start, mention.end))
        self._places: Mapping[str, list[Span]] = found

    def codes(self, name: str) -> frozenset[str]:
        """Return the codes of the states that a name may mean (ISO 3166-1 alpha-3); empty if no table has it."""
        return states_named(name, self._language)

    def places(self, code: str) -> tuple[Span, ...]:
        """Return where an English article names the state: by its name, as an adjective, or by its seat."""
        return tuple(self._places.get(code, ()))

"""Test the conditions of triggers and frames in a tree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from extract.language.en.records import Condition, FrameRecord, load_frames
from extract.language.en.roles import related
from extract.language.en.tree import Tree


class Conditions:
    """Tests conditions in one tree; `instruments` are the nouns that name one."""

    def __init__(self, tree: Tree, instruments: frozenset[int] = frozenset()) -> None:
        self._tree = tree
        self.instruments = instruments

    def hold(self, anchors: Sequence[int], needs: Iterable[Condition], without: Iterable[Condition] = ()) -> bool:
        """Return whether all that is needed stands with one of some tokens, and nothing that must not."""
        return all(self.matching(anchors, one) for one in needs) and not any(
            self.matching(anchors, one) for one in without
        )

    def matching(self, anchors: Sequence[int], condition: Condition) -> list[int]:
        """Return the words that meet a condition."""
        found = [one for anchor in anchors for path in condition.relations for one in self._follow(anchor, path)]
        return [one for one in found if self._is_one_of(one, condition.words)]

    def _follow(self, token: int, path: str) -> list[int]:
        """The words at the end of a path of relations: "infinitive.object" is the object of the infinitive."""
        tokens = [token]
        for relation in path.split("."):
            tokens = [one for each in tokens for one in related(self._tree, each, relation)]
        return tokens

    def frame(self, part: str, lemma: str, token: int | None = None) -> FrameRecord | None:
        """Return the first frame of a lemma whose conditions hold."""
        for record in _frames().get((part, lemma), ()):
            if not record.needs or (token is not None and self.hold((token,), record.needs)):
                return record
        return None

    def _is_one_of(self, token: int, words: frozenset[str]) -> bool:
        tree = self._tree
        if "*" in words or tree.lemmas[token] in words or tree.texts[token].lower() in words:
            return True
        return ("INSTRUMENT" in words and token in self.instruments) or tree.pos[token] in words


@cache
def _frames() -> dict[tuple[str, str], list[FrameRecord]]:
    index = defaultdict(list)
    for record in load_frames():
        for part, lemmas in record.forms.items():
            for lemma in lemmas:
                index[part, lemma].append(record)
    return dict(index)

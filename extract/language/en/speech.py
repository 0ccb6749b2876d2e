"""Find who says what: reported speech by its verbs, quotations by the verbs beside them, sources by "according to"."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document.quotes import find_quotes
from extract.language.analysis import Attribution, Extent
from extract.language.en.noun_phrases import describe_all, is_first_person, speakers_of
from extract.language.en.records import words
from extract.language.en.roles import find_agents
from extract.language.en.tree import Tree
from schemas import Quote

_SPEAKING, _SHARE = 2, 0.2
"""Sentences in the first person, and their share, from which on a text is taken for a statement of its publisher."""
_SHORTEST = 3
"""Words in a quotation; shorter ones only mark a term."""


@dataclass(frozen=True)
class Said:
    """Words ascribed to sources, by tokens."""

    first: int
    last: int
    sources: tuple[int, ...]
    cue: int | None
    """The verb, or "according"."""
    quoted: bool = False


def find_speech(tree: Tree, text: str, sayings: frozenset[int]) -> list[Said]:
    """Return what is said in the order of the text; `sayings` are the verbs that may ascribe words."""
    reported = [said for verb in sorted(sayings) for said in _reported(tree, verb)]
    reported += [said for token in range(len(tree.texts)) for said in _according(tree, token)]
    quotes = [_tokens_in(tree, Extent(*quote)) for quote in find_quotes(text)]
    quotes = [(first, last) for first, last in quotes if last - first >= _SHORTEST]
    quoted = list(_Quotations(tree, quotes, reported, sayings).read())
    kept = [said for said in reported if not _is_quoted(said, quoted)]
    return sorted((*_whole(tree, quoted), *kept, *quoted), key=lambda said: (said.first, -said.last))


def _whole(tree: Tree, quoted: Sequence[Said]) -> Iterator[Said]:
    """The whole text, if it speaks in the first person: a statement, a speech, a communique."""
    inside = {token for said in quoted for token in range(said.first, said.last + 1)}
    speaking = {
        tree.sentences[one] for one in range(len(tree.texts)) if is_first_person(tree, one) and one not in inside
    }
    if len(speaking) >= _SPEAKING and len(speaking) >= _SHARE * (tree.sentences[-1] + 1):
        yield Said(0, len(tree.texts) - 1, (), None)


def attribution(tree: Tree, said: Said) -> Attribution:
    """Return an attribution in terms of the text."""
    relayed = bool(said.sources) and all(tree.lemmas[one] in words("RELAY") for one in said.sources)
    cue = tree.extent(said.cue, said.cue) if said.cue is not None else None
    quote = Quote.DIRECT if said.quoted else Quote.INDIRECT
    content = tree.extent(said.first, said.last)
    return Attribution(content, quote, describe_all(tree, list(said.sources)), cue, relayed)


def _is_quoted(said: Said, quoted: Sequence[Said]) -> bool:
    """Whether a quotation gives the same words with the same source."""
    place = bisect_right(quoted, said.first, key=lambda one: one.first) - 1
    one = quoted[place] if place >= 0 else None
    return one is not None and one.cue == said.cue and said.last <= one.last


def _reported(tree: Tree, verb: int) -> Iterator[Said]:
    """The clause that a verb of saying governs, or that it is inserted into."""
    sources = tuple(speakers_of(tree, find_agents(tree, verb)))
    clauses = tree.with_dep(verb, ("ccomp",))
    for clause in clauses:
        first, last = tree.lefts[clause], tree.rights[clause]
        if first <= verb <= last:
            first, last = (verb + 1, last) if clause > verb else (first, verb - 1)
        yield Said(first, last, sources, verb)
    head = tree.heads[verb]
    inserted = tree.deps[verb] in ("parataxis", "ccomp") and tree.lemmas[head] not in words("SAYING")
    if not clauses and inserted and sources:
        yield Said(tree.lefts[head], tree.rights[head], sources, verb)


def _according(tree: Tree, token: int) -> Iterator[Said]:
    if tree.lemmas[token] not in ("accord", "according") or not tree.has_child(token, ("to",)):
        return
    sources = [noun for name, noun in tree.prepositional(token) if name == "to"]
    head = tree.heads[token]
    if sources and head != token:
        yield Said(tree.lefts[head], tree.rights[head], tuple(speakers_of(tree, sources)), token)


def _tokens_in(tree: Tree, extent: Extent) -> tuple[int, int]:
    """The first and last token in a part of the text; the last is before the first if there is none."""
    return bisect_left(tree.starts, extent.start), bisect_right(tree.ends, extent.end) - 1


class _Quotations:
    """The quotations of a text, with what may ascribe them by sentence."""

    def __init__(
        self, tree: Tree, quotes: Sequence[tuple[int, int]], reported: Sequence[Said], sayings: frozenset[int]
    ) -> None:
        self._tree = tree
        self._quotes = quotes
        inside = {token for first, last in quotes for token in range(first, last + 1)}
        self._reported: dict[int, list[Said]] = defaultdict(list)
        for said in reported:
            if said.sources and said.cue is not None and said.cue not in inside:
                self._reported[tree.sentences[said.cue]].append(said)
        self._verbs: dict[int, list[int]] = defaultdict(list)
        for verb in sorted(sayings - inside):
            self._verbs[tree.sentences[verb]].append(verb)

    def read(self) -> Iterator[Said]:
        """Yield the quotations with their sayers; one without goes on with that of the one before."""
        before: Said | None = None
        for first, last in self._quotes:
            said = self._sayer(first, last)
            if said is None and before and self._goes_on(first, before):
                said = replace(before, first=first, last=last, cue=None)
            said = said or Said(first, last, (), None, quoted=True)
            yield said
            before = said if said.sources else None

    def _goes_on(self, first: int, before: Said) -> bool:
        """Whether a quotation goes on with the one before: in its sentence, or at the beginning of the next one."""
        sentences = self._tree.sentences
        begins = first == 0 or sentences[first - 1] != sentences[first]
        return sentences[first] - sentences[before.last] <= begins

    def _sayer(self, first: int, last: int) -> Said | None:
        """The quotation with the source of the clause that it is part of, else of a verb of saying beside it."""
        sentences = dict.fromkeys((self._tree.sentences[last], self._tree.sentences[first]))
        for said in (said for one in sentences for said in self._reported[one]):
            if min(said.last, last) - max(said.first, first) >= min(_SHORTEST, last - first):
                return Said(first, last, said.sources, said.cue, quoted=True)
        verbs = [verb for one in sentences for verb in self._verbs[one]]
        for verb in sorted(verbs, key=lambda verb: min(abs(verb - first), abs(verb - last))):
            sources = tuple(speakers_of(self._tree, find_agents(self._tree, verb)))
            if sources:
                return Said(first, last, sources, verb, quoted=True)
        return None

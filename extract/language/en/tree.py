"""The trees of a text: tokens as the parser tagged and joined them, as lists, with their children and edges.

Only this module and `parser` know spaCy. Labels are those of its English pipelines: universal parts of speech, Penn
tags, ClearNLP dependencies. Everything is linear in the number of tokens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from extract.language.analysis import Extent
from extract.language.en.parser import Parsed
from extract.language.en.records import instrument_nouns, words

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_VERBAL = frozenset({"VB", "VBD", "VBZ", "VBP", "VBG", "VBN"})
_NEAR = 12
"""Words between a verb and its subject or auxiliary, at most."""
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_PLURALS = (("ies", "y"), ("s", ""))


@dataclass
class Tree:
    """Tokens of a text by number. Sentences follow each other; the root of each governs itself."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    """Place of the sentence among those that were parsed."""
    children: list[list[int]] = field(default_factory=list)
    lefts: list[int] = field(default_factory=list)
    """The first token under each token."""
    rights: list[int] = field(default_factory=list)
    """The last token under each token."""

    def append(self, doc: Doc, parsed: Parsed) -> None:
        """Add the tokens of sentences that were parsed together."""
        base = len(self.starts)
        self.starts += parsed.starts
        self.ends += parsed.ends
        self.texts += parsed.words
        sentence = parsed.first - 1
        for token, begins in zip(doc, parsed.begins, strict=True):
            sentence += begins
            self.lemmas.append(_lemma(token))
            self.pos.append(token.pos_)
            self.tags.append(token.tag_)
            self.deps.append(token.dep_)
            self.heads.append(base + token.head.i)
            self.sentences.append(sentence)
        self._link(base)

    def _link(self, base: int) -> None:
        """Fill children and edges of the tokens from `base` on."""
        end = len(self.heads)
        for token in range(base, end):
            self.heads[token] = self._coordinated(token)
        self.children += [[] for _ in range(base, end)]
        self.lefts += range(base, end)
        self.rights += range(base, end)
        order = []
        for token in range(base, end):
            if self.heads[token] == token:
                order.append(token)
            else:
                self.children[self.heads[token]].append(token)
        for token in order:
            order += self.children[token]
            if self._is_content(token):
                self.deps[token] = "ccomp"  # a parser takes what is said before its verb for an adjunct
            if self.pos[token] == "ADJ" and self.deps[token] == "ROOT" and self.child(token, ("nsubj",)) is not None:
                self.pos[token] = "VERB"  # a copula would govern an adjective: "we affirm that"
        for token in reversed(order):
            head = self.heads[token]
            self.lefts[head] = min(self.lefts[head], self.lefts[token])
            self.rights[head] = max(self.rights[head], self.rights[token])

    def _coordinated(self, token: int) -> int:
        """The head of a word; of a finite verb that is coordinated with one of another form, the verb before that.

        "praised the role that Chad plays and welcomed the vote": "welcomed" goes with "praised".
        """
        head, form = self.heads[token], self.tags[token]
        if self.deps[token] != "conj" or form not in _FINITE or self._has_subject(token):
            return head
        if self.tags[head] == form or self.tags[head] not in _VERBAL:
            return head
        above, at = head, head
        while self.heads[at] != at:
            at = self.heads[at]
            if self.tags[at] == form:
                return at
            if self.pos[at] == "VERB" and self.tags[at] in _FINITE:
                break
        return above

    def _has_subject(self, token: int) -> bool:
        near = range(max(0, token - _NEAR), token)
        return any(
            self.heads[one] == token and self.deps[one] in ("nsubj", "nsubjpass", "aux", "auxpass") for one in near
        )

    def _is_content(self, token: int) -> bool:
        """Whether a clause before a verb of saying, without a word that would join it, is what is said."""
        head = self.heads[token]
        if self.deps[token] != "advcl" or token > head or self.lemmas[head] not in words("SAYING"):
            return False
        joined = self.child(token, ("mark", "advmod")) is not None
        return not joined and self.tags[token] != "VBG" and self.child(token, ("nsubj", "nsubjpass")) is not None

    def child(self, token: int, deps: Iterable[str]) -> int | None:
        """Return the first child with one of these relations."""
        return next((one for one in self.children[token] if self.deps[one] in deps), None)

    def with_dep(self, token: int, deps: Iterable[str]) -> list[int]:
        """Return the children with one of these relations."""
        return [one for one in self.children[token] if self.deps[one] in deps]

    def extent(self, first: int, last: int) -> Extent:
        """Return the part of the text from one token to another."""
        return Extent(self.starts[first], self.ends[last])

    def subtree(self, token: int) -> Extent:
        """Return the part of the text from the first to the last token under a token."""
        return self.extent(self.lefts[token], self.rights[token])

    def path(self, token: int) -> Iterator[int]:
        """Yield the token and those that govern it, up to the root of its sentence."""
        while True:
            yield token
            head = self.heads[token]
            if head == token:
                return
            token = head

    def conjuncts(self, token: int) -> list[int]:
        """Return the token and those coordinated with it, in order."""
        out = [token]
        for one in out:
            out += self.with_dep(one, ("conj",))
        return sorted(out)

    def first_conjunct(self, token: int) -> int:
        """Return the token that a coordination begins with."""
        while self.deps[token] == "conj" and self.heads[token] != token:
            token = self.heads[token]
        return token

    def has_child(self, token: int, lemmas: Iterable[str]) -> bool:
        """Return whether a child has one of these lemmas."""
        return any(self.lemmas[one] in lemmas for one in self.children[token])

    def prepositional(self, token: int) -> Iterator[tuple[str, int]]:
        """Yield preposition and object of the prepositional phrases of a token."""
        for one in self.with_dep(token, _PREPOSITIONS):
            for inner in self.children[one]:
                if self.deps[inner] in ("pobj", "pcomp"):
                    yield self.lemmas[one], inner
                elif self.deps[inner] == "prep":
                    for last in self.with_dep(inner, ("pobj", "pcomp")):
                        yield f"{self.lemmas[one]} {self.lemmas[inner]}", last


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Return whether a verb is an infinitive with "to"."""
    return any(tree.lemmas[one] == "to" and tree.deps[one] == "aux" for one in tree.children[verb])


def _lemma(token: Token) -> str:
    """The lemma in lower case; of an instrument with a capital the singular, which the parser leaves out: it is no
    name. "Memorandums of Understanding were signed"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN":
        for plural, singular in _PLURALS:
            if lemma.endswith(plural) and lemma.removesuffix(plural) + singular in instrument_nouns():
                return lemma.removesuffix(plural) + singular
    return lemma

"""An analysed article with its actors: who a noun phrase means, and who speaks as "we"."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extract.ask.rules.issuers import Issuers
from extract.ask.rules.references import References
from extract.document.numbering import Numbered
from extract.document.segment import Role, Sentence
from extract.entities.cast import Cast, Keys, NamedAt
from extract.entities.nouns import NounClass, is_noun
from extract.entities.token_index import TokenIndex
from extract.language.analysis import Analysis, Argument, Attribution, Cue, CueKind, Extent, Token
from extract.language.en.contexts import security_share
from schemas import ActorKind, MentionForm

_SECURITY_ARTICLE = 0.3
"""Share of sentences on security from which on an article is about it."""
_NEAR = 15
"""Tokens between a verb and its subject or auxiliary, at most."""
_POWERS = (ActorKind.STATE, ActorKind.IGO, ActorKind.ARMED_GROUP)
_HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2013"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
FIRST_PERSON = frozenset({"we", "i", "us", "our", "my", "me", "ours", "mine", "ourselves"})


@dataclass(frozen=True, eq=False)
class Discourse:
    """An article as the proposing rules see it."""

    analysis: Analysis
    cast: Cast
    shown: Numbered
    references: References
    published: str | None = None
    """EDTF; None if it is not known."""

    def cues(self, kind: CueKind) -> Iterator[Cue]:
        """Yield the cues of a kind outside the headline, which a parser reads badly."""
        headline = {sentence.index for sentence in self.shown.sentences if sentence.role is Role.HEADLINE}
        return (cue for cue in self.analysis.cues if cue.kind is kind and cue.sentence not in headline)

    def beside(self, cue: Cue, kind: CueKind) -> Iterator[Cue]:
        """Yield the cues of a kind in the sentence of a cue, itself included."""
        return (one for one in self._by_sentence[cue.sentence] if one.kind is kind)

    @cached_property
    def _by_sentence(self) -> Mapping[int, list[Cue]]:
        found: dict[int, list[Cue]] = defaultdict(list)
        for cue in self.analysis.cues:
            found[cue.sentence].append(cue)
        return found

    def actors(self, arguments: Iterable[Argument], cue: Cue) -> Keys:
        """Return the keys of the actors that arguments of a cue mean, each once."""
        found = (key for one in arguments for key in self._meant(one, cue))
        return tuple(dict.fromkeys(found))

    def _meant(self, argument: Argument, cue: Cue) -> Keys:
        if argument.pronoun and self.words(argument.extent).casefold() in FIRST_PERSON:
            return self.voice(cue)
        keys = self.references.actors(argument)
        return keys if not self._is_attribute(argument) else tuple(key for key in keys if self.cast.actors[key].known)

    def _is_attribute(self, argument: Argument) -> bool:
        """Whether a name only says what another noun is: "the Minsk accords"."""
        tokens, after = self.analysis.tokens, argument.head + 1
        return after < len(tokens) and tokens[after].pos in ("NOUN", "PROPN") and tokens[argument.head].head >= after

    def voice(self, cue: Cue) -> Keys:
        """Return who says the words of a cue: the source of its quotation, else the issuers of the text."""
        for attribution in self.attributions(cue):
            keys = self.sources(attribution)
            if keys:
                return keys
        return self._quoted_after(cue) if self._is_quoted(cue) else self._issuers.at(self.sentence(cue))

    def _quoted_after(self, cue: Cue) -> Keys:
        """Who leads the sentence before a quotation that names no sayer: 'Diop was blunt. "We condemn the raid."'"""
        quoted = (one.content.start for one in self.attributions(cue) if one.quote in ("direct", "mixed"))
        start = next(quoted, 0)
        at = bisect_right(self.shown.sentences, start, key=lambda one: one.start) - 1
        before = self.shown.sentences[at - 1] if at > 0 else None
        if before is None or before.role is Role.HEADLINE or self.shown.sentences[at].start < start:
            return ()
        return self.references.leading_person(before.start, before.end)

    def issuing(self, cue: Cue) -> Keys:
        """Return who issues the text, if the cue is in words of theirs that no other source has; else nobody."""
        held = [*self.attributions(cue)]
        return self.voice(cue) if held and all(one.cue is None and not one.sources for one in held) else ()

    def attributions(self, cue: Cue) -> Iterator[Attribution]:
        """Yield the attributions that hold a cue, the innermost first."""
        return (self.analysis.attributions[at] for at in cue.attributions)

    def sources(self, attribution: Attribution) -> Keys:
        """Return the keys of the actors to whom words are ascribed."""
        return tuple(dict.fromkeys(key for one in attribution.sources for key in self.references.actors(one)))

    def _is_quoted(self, cue: Cue) -> bool:
        return any(one.quote in ("direct", "mixed") for one in self.attributions(cue))

    @cached_property
    def powers(self) -> frozenset[str]:
        """Return the keys of all who act for themselves and are named, or for whom those who are named act: states,
        organisations, armed groups and public bodies."""
        principals = {self.cast.principal(place.key) for place in self.cast.places}
        return frozenset(key for key in principals if self.kind(key) in (*_POWERS, ActorKind.PUBLIC_BODY))

    @cached_property
    def names_powers(self) -> bool:
        """Return whether the article names a state, an organisation of states or an armed group.

        A single state by an adjective alone does not count: "the Icelandic striker".
        """
        powers = [place for place in self.cast.places if self.kind(place.key) in _POWERS]
        named = any(place.form is not MentionForm.DEMONYM for place in powers)
        return named or len({place.key for place in powers}) > 1

    @cached_property
    def is_on_security(self) -> bool:
        """Return whether a good part of the sentences has words of a security context."""
        return security_share([sentence.text for sentence in self.shown.sentences]) >= _SECURITY_ARTICLE

    @property
    def issuers(self) -> Keys:
        """Those who issue the text."""
        return self._issuers.of_text

    @cached_property
    def in_first_person(self) -> bool:
        """Return whether the text as a whole speaks as "I" or "we", outside quotations."""
        return any(one.cue is None and not one.sources for one in self.analysis.attributions if one.quote == "indirect")

    @property
    def first_spoken(self) -> int:
        """Return the number of the first sentence in the first person; 1 if there is none."""
        spoken = (one.extent.start for one in self.analysis.tokens if one.text.casefold() in FIRST_PERSON)
        at = next(spoken, 0)
        return sum(sentence.start <= at for sentence in self.shown.sentences) or 1

    @cached_property
    def _issuers(self) -> Issuers:
        return Issuers(self._index, self.cast, self.shown)

    def governor(self, place: NamedAt) -> int:
        """Return the token that governs a name, past the names that it is coordinated with and its titles."""
        tokens = self.analysis.tokens
        at = self.tokens_in(place.start, place.end)[-1]
        while tokens[at].head != at and (self.cast.at(*tokens[at].extent) or tokens[at].pos == "PROPN"):
            at = tokens[at].head
        return at

    def joined(self, extent: Extent) -> Keys:
        """Return the actors whose names a hyphen joins inside an extent: "the Chad-Mali Council"; may be empty."""
        places = self.cast.within(*extent)
        pairs = (
            (one, other) for one, other in pairwise(places) if self.words(Extent(one.end, other.start)) in _HYPHENS
        )
        return tuple(dict.fromkeys(place.key for pair in pairs for place in pair))

    def is_negated(self, verb: int) -> bool:
        """Return whether "not" or "never" depends on a verb."""
        near = self.analysis.tokens[max(0, verb - _NEAR) : verb + 2]
        return any(one.head == verb and one.dep == "neg" for one in near)

    def tokens_in(self, start: int, end: int) -> range:
        """Return the places of the tokens that begin between these offsets."""
        return self._index.inside(start, end)

    def heads(self, part: Extent) -> list[int]:
        """Return the tokens of a part that nothing inside it governs."""
        tokens = self.analysis.tokens
        return [at for at in self.tokens_in(*part) if not part.holds(tokens[tokens[at].head].extent)]

    def dependents_before(self, at: int, *relations: str) -> list[Token]:
        """Return the tokens closely before a token that depend on it in one of these relations."""
        near = self.analysis.tokens[max(0, at - _NEAR) : at]
        return [one for one in near if one.head == at and one.dep in relations]

    @cached_property
    def _index(self) -> TokenIndex:
        return TokenIndex(self.analysis)

    def number(self, cue: Cue) -> int:
        """Return the number of the sentence of a cue, counted from 1."""
        return self._numbers[cue.sentence]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {sentence.index: number for number, sentence in enumerate(self.shown.sentences, start=1)}

    def sentence(self, cue: Cue) -> Sentence:
        """Return the sentence of a cue."""
        return self.shown.sentences[self.number(cue) - 1]

    def words(self, extent: Extent) -> str:
        """Return the words of a part of the text."""
        return self.analysis.words(extent)

    def matter(self, cue: Cue) -> Extent:
        """Return the words that a cue is about: those that the analysis gives, else what depends on it behind it."""
        return cue.matter or self.reach(cue)

    def reach(self, cue: Cue) -> Extent:
        """Return the words of a cue with what depends on it behind it, in its sentence."""
        tokens, last = self.analysis.tokens, cue.head
        for at in self.tokens_in(cue.extent.end, self.sentence(cue).end):
            if cue.head <= tokens[at].head < at and tokens[at].pos != "PUNCT":
                last = at
        return Extent(cue.extent.start, max(cue.extent.end, tokens[last].extent.end))

    def likeness(self, one: Extent, other: Extent) -> float:
        """Return the share of the shorter matter that the longer one holds too, 0 to 1."""
        words, others = self._content(one), self._content(other)
        shorter = min(len(words), len(others))
        return len(words & others) / shorter if shorter else 0.0

    def modifiers(self, instruments: Iterable[Cue]) -> frozenset[str]:
        """Return the lemmas that say which agreement a noun means: "tax" of "the tax treaty"."""
        tokens = self.analysis.tokens
        heads = [one.head for one in instruments]
        before = (tokens[at] for head in heads for at in range(max(0, head - 5), head) if tokens[at].head == head)
        named = (one for one in before if one.pos in _CONTENT and self.cast.at(*one.extent) is None)
        return frozenset(one.lemma.casefold() for one in named)

    def _content(self, extent: Extent) -> frozenset[str]:
        """Return the lemmas that say what a phrase is about, without names, dates and words for instruments."""
        if extent not in self._contents:
            self._contents[extent] = frozenset(self._content_words(extent))
        return self._contents[extent]

    @cached_property
    def _contents(self) -> dict[Extent, frozenset[str]]:
        return {}

    def _content_words(self, extent: Extent) -> Iterator[str]:
        for at in self.tokens_in(*extent):
            token = self.analysis.tokens[at]
            named = self.cast.at(*token.extent) is not None or is_noun(token.text, NounClass.CALENDAR)
            if token.pos in _CONTENT and at not in self._instrument_nouns and not named:
                yield token.lemma.casefold()

    @cached_property
    def _instrument_nouns(self) -> frozenset[int]:
        return frozenset(cue.head for cue in self.analysis.cues if cue.kind is CueKind.INSTRUMENT)

    def kind(self, key: str) -> ActorKind:
        """Return the kind of an actor."""
        return self.cast.actors[key].kind

    def principals(self, keys: Iterable[str]) -> set[str]:
        """Return those for whom these act in the end: the state of the ministry of which Diop is the spokesman."""
        return {self.cast.principal(self.cast.principal(key)) for key in keys}

    def speaks_for_none(self, key: str) -> bool:
        """Return whether the text gives an official without a state: "Secretary of State Ana Sol"."""
        actor = self.cast.actors[key]
        return bool(actor.office) and actor.country is None and actor.represents is None

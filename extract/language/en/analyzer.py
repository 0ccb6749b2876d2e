"""The analyzer of English texts."""

from collections.abc import Iterator, Sequence

from spacy.about import __version__ as spacy_version
from spacy.language import Language

from extract.document.segment import Role, Sentence
from extract.language.analysis import Analysis, Cue, CueKind, Extent, Factuality, Frame, Token
from extract.language.en.conditions import Conditions
from extract.language.en.cues import (
    Match,
    Matcher,
    addressees_of,
    agents_of,
    doers_in,
    find_instruments,
    holders_of,
    matters_of,
    others_of,
    saying_verbs,
)
from extract.language.en.factuality import Factualities
from extract.language.en.noun_phrases import describe_all, is_first_person
from extract.language.en.parser import parse
from extract.language.en.records import words
from extract.language.en.roles import find_subjects, related
from extract.language.en.speech import Said, attribution, find_speech
from extract.language.en.standing import Standing
from extract.language.en.tree import Tree, is_infinitive

_CUE_TOKENS = 6
"""Tokens of a cue at most; of a longer one only the word that matched is its words."""


class EnglishAnalyzer:
    """Analyses English texts with a pipeline of spaCy."""

    language = "en"

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        meta = pipeline.meta
        self.version = f"spacy {spacy_version}, {meta['lang']}_{meta['name']} {meta['version']}"

    def analyze(self, text: str, sentences: Sequence[Sentence]) -> Analysis:
        """Return the analysis of a text, given its sentences. Bylines are left out."""
        shown = tuple(sentence for sentence in sentences if sentence.role is not Role.BYLINE)
        tree = Tree()
        for parsed, doc in parse(shown, self._pipeline):
            tree.append(doc, parsed)
        return _Reader(text, shown, tree).read()


def _one_a_head(matches: Sequence[Match]) -> Iterator[Match]:
    """One match for each word that governs: "reaffirmed its concern" has the act of the noun."""
    heads: dict[int, Match] = {}
    for match in matches:
        first = heads.setdefault(match.head, match)
        if first.token == first.head:
            heads[match.head] = match
    return iter(heads.values())


class _Reader:
    """Reads cues and attributions from the tree of a text."""

    def __init__(self, text: str, sentences: tuple[Sentence, ...], tree: Tree) -> None:
        self._text = text
        self._sentences = sentences
        self._tree = tree
        verbs = saying_verbs()
        tokens = range(len(tree.texts))
        sayings = frozenset(one for one in tokens if tree.pos[one] == "VERB" and tree.lemmas[one] in verbs)
        self._instruments = {one.token: one for one in find_instruments(tree)}
        self._speech = find_speech(tree, text, sayings)
        self._places = {said: place for place, said in enumerate(self._speech)}
        nouns = frozenset(self._instruments)
        self._matcher = Matcher(tree, self._speech, nouns)
        acts = [one for token in tokens for one in self._matcher.at(token, CueKind.ACT)]
        stages = [one for token in tokens for one in self._matcher.at(token, CueKind.STAGE)]
        staged = {noun for one in stages for noun in self._matcher.instruments_of(one) if noun != one.token}
        stages = [one for one in stages if one.token not in staged]
        self._matches = [*_one_a_head(acts), *_one_a_head(stages)]
        complements = {one.head: one.trigger.complement for one in self._matches if one.trigger.complement}
        self._factualities = Factualities(tree, Conditions(tree, nouns), complements)

    def read(self) -> Analysis:
        matches = sorted((*self._matches, *self._instruments.values()), key=self._order)
        places = {one: place for place, one in enumerate(matches)}
        return Analysis(
            text=self._text,
            sentences=self._sentences,
            tokens=tuple(self._tokens()),
            attributions=tuple(attribution(self._tree, said) for said in self._speech),
            cues=tuple(self._cue(one, places) for one in matches),
        )

    def _order(self, match: Match) -> tuple[int, int]:
        extent = self._extent(match)
        return extent.start, -extent.end

    def _cue(self, match: Match, places: dict[Match, int]) -> Cue:
        tree, trigger = self._tree, match.trigger
        said = self._matcher.said(match.token)
        standing = self._standing(match)
        nouns = self._matcher.instruments_of(match) if trigger.kind is CueKind.STAGE else []
        agents, addressees, matters = self._arguments(match, said, nouns)
        return Cue(
            kind=trigger.kind,
            label=trigger.label,
            trigger=trigger.id,
            extent=self._extent(match),
            head=match.head,
            sentence=self._sentences[tree.sentences[match.token]].index,
            polarity=standing.polarity,
            factuality=standing.factuality,
            frames=tuple(reversed(standing.frames)),
            agents=describe_all(tree, agents),
            addressees=describe_all(tree, [one for one in addressees if one not in agents]),
            selves=describe_all(tree, self._matcher.selves(match)),
            doers=describe_all(tree, doers_in(tree, [*addressees, *matters])),
            matters=tuple(self._conjunct(one) for one in matters),
            attributions=tuple(self._places[one] for one in said),
            instruments=tuple(places[self._instruments[one]] for one in nouns),
            instrument=trigger.instrument,
            roles=(trigger.agents_are, trigger.others_are),
            weak=trigger.weak,
        )

    def _standing(self, match: Match) -> Standing:
        """The standing of a cue. What its record asks for does not count: "must", "will", "never"."""
        tree, trigger, head = self._tree, match.trigger, match.head
        modal = trigger.modal or trigger.speech or trigger.forms.get("auxiliary")
        denied = trigger.negated or trigger.forms.get("auxiliary")
        ignored = frozenset({"aux"} if modal else ()) | frozenset({"neg"} if denied else ())
        standing = self._factualities.of(head, ignored)
        if match.token != head and tree.has_child(match.token, ("no",)) and not trigger.negated:
            standing = standing.flipped(Frame("negation", tree.extent(match.token, match.token)))
        if standing.factuality is not Factuality.FACT and (
            self._is_hedged(match, standing) or self._is_only_said(match, standing)
        ):
            return Standing(Factuality.FACT, standing.polarity, standing.frames)
        return standing

    def _is_hedged(self, match: Match, standing: Standing) -> bool:
        """Whether an act is performed by wishing to, or by turning to someone: "I want to thank", "called to thank"."""
        tree, governor = self._tree, self._tree.heads[match.head]
        if match.trigger.kind is not CueKind.ACT or not is_infinitive(tree, match.head):
            return False
        if tree.lemmas[governor] in words("HEDGE"):
            return any(is_first_person(tree, one) for one in find_subjects(tree, match.head))
        if tree.lemmas[governor] in words("CHANCE") and tree.lemmas[tree.heads[governor]] in ("take", "use", "seize"):
            return any(is_first_person(tree, one) for one in find_subjects(tree, tree.heads[governor]))
        if tree.lemmas[governor] in words("DOCUMENT"):  # "issued a statement to condemn the raid"
            governor = tree.heads[governor]
        if tree.lemmas[governor] not in words("CONTACT") or standing.factuality is Factuality.DEMANDED:
            return False
        above = self._factualities.of(governor)
        return above.factuality is Factuality.FACT and not above.negative

    def _is_only_said(self, match: Match, standing: Standing) -> bool:
        """Whether nothing but the verb of saying weakens an act of the sayer: "claimed that Mali was guilty"."""
        said = self._matcher.said(match.token)
        if (
            not match.trigger.speech
            or standing.factuality is not Factuality.POSSIBLE
            or not said
            or said[0].cue is None
        ):
            return False
        verb = self._tree.extent(said[0].cue, said[0].cue)
        return all(frame.extent == verb for frame in standing.frames)

    def _arguments(
        self, match: Match, said: Sequence[Said], nouns: Sequence[int]
    ) -> tuple[list[int], list[int], list[int]]:
        """Who acts, to or with whom, and what it is about."""
        tree = self._tree
        if match.trigger.kind is CueKind.INSTRUMENT:
            return holders_of(tree, match.token), list(related(tree, match.token, "with")), [match.token]
        agents = agents_of(tree, match, said)
        if match.trigger.kind is CueKind.STAGE:
            return agents, others_of(tree, match, nouns), matters_of(tree, match)
        return agents, addressees_of(tree, match), matters_of(tree, match)

    def _conjunct(self, token: int) -> Extent:
        """A phrase or clause without those coordinated with it."""
        tree = self._tree
        later = [tree.lefts[one] for one in tree.children[token] if tree.deps[one] in ("cc", "conj") and one > token]
        last = min((*later, tree.rights[token] + 1)) - 1
        while last > token and tree.pos[last] == "PUNCT":
            last -= 1
        return tree.extent(tree.lefts[token], last)

    def _extent(self, match: Match) -> Extent:
        """The words of a cue: from its verb to its noun and its particle, if these stand near each other."""
        tree = self._tree
        tokens = [match.token, *tree.with_dep(match.token, ("prt",))]
        if abs(match.head - match.token) < _CUE_TOKENS:
            tokens.append(match.head)
        return tree.extent(min(tokens), max(tokens))

    def _tokens(self) -> Iterator[Token]:
        tree = self._tree
        extents = map(Extent, tree.starts, tree.ends)
        return map(Token, extents, tree.texts, tree.lemmas, tree.pos, tree.heads, tree.deps)

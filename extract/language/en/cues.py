"""Find the cues of a tree: words that match a trigger, with the arguments that its record asks for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.language.analysis import CueKind
from extract.language.en.conditions import Conditions
from extract.language.en.noun_phrases import doers_of, is_first_person, owners, speakers_of
from extract.language.en.records import Condition, Trigger, load_triggers, words
from extract.language.en.roles import find_agents, find_objects, find_subjects, is_passive, related
from extract.language.en.speech import Said
from extract.language.en.tree import Tree

_NOUNS = ("NOUN", "PROPN")
_PARTS = {
    "VERB": ("verb",),
    "AUX": ("verb", "auxiliary"),
    "NOUN": ("noun", "noun_stage"),
    "PROPN": ("noun", "noun_stage"),
}
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_PRESUPPOSED = frozenset({"relcl", "acl", "advcl"})
"""Clauses that describe or explain and claim nothing: "the men who violated the truce"."""
_UNREAL = frozenset({"would", "could", "should", "might"})
_SAME = frozenset({"it", "he", "she", "they", "i", "we"})


@dataclass(frozen=True, eq=False)
class Match:
    """A trigger that matches: its token, and the verb or noun that governs its arguments."""

    trigger: Trigger
    token: int
    head: int


@cache
def _index() -> dict[tuple[str, str], list[Trigger]]:
    index = defaultdict(list)
    for trigger in load_triggers():
        for part, lemmas in trigger.forms.items():
            for lemma in lemmas:
                index[part, lemma].append(trigger)
    return dict(index)


def _takes_clause(condition: Condition) -> bool:
    return "clause" in condition.relations and "*" in condition.words


@cache
def saying_verbs() -> frozenset[str]:
    """Return the verbs that may ascribe words to a source: those of acts that need no particular words beside them."""
    acts = [one for one in load_triggers() if one.kind is CueKind.ACT and not one.speech]
    plain = [one for one in acts if not one.needs or any(_takes_clause(condition) for condition in one.needs)]
    return frozenset(verb for one in plain for verb in one.forms.get("verb", ()))


def find_instruments(tree: Tree) -> list[Match]:
    """Return the nouns that name an instrument, each by the first record that fits."""
    matcher = Matcher(tree, (), frozenset())
    return [one for token in range(len(tree.texts)) for one in matcher.at(token, CueKind.INSTRUMENT)]


class Matcher:
    """Matches triggers in a tree, given what is said in it and the nouns that name an instrument."""

    def __init__(self, tree: Tree, speech: Sequence[Said], instruments: frozenset[int]) -> None:
        self._tree = tree
        self._conditions = Conditions(tree, instruments)
        self._saids: dict[int, list[Said]] = defaultdict(list)
        for said in speech:
            for token in range(said.first, said.last + 1):
                self._saids[token].append(said)

    def at(self, token: int, kind: CueKind) -> list[Match]:
        """Return the match of a token: by the first trigger of a kind that fits, if any does."""
        for trigger in self._candidates(token):
            head = self._head(token, trigger) if trigger.kind is kind else None
            if head is not None and self._fits(trigger, token, head):
                return [Match(trigger, token, head)]
        return []

    def said(self, token: int) -> list[Said]:
        """Return what is said that holds a token, the innermost first, without those that it ascribes itself."""
        return [said for said in reversed(self._saids.get(token, ())) if said.cue != token]

    def instruments_of(self, match: Match) -> list[int]:
        """Return the nouns that a stage is the stage of."""
        trigger, anchors = match.trigger, (match.head,)
        if match.token in self._conditions.instruments:
            return [match.token]
        if trigger.of:
            found = [one for one in related(self._tree, match.head, trigger.of)]
        else:
            found = [one for need in trigger.needs for one in self._conditions.matching(anchors, need)]
        return [one for one in dict.fromkeys(found) if one in self._conditions.instruments]

    def _candidates(self, token: int) -> Iterator[Trigger]:
        tree, lemma = self._tree, self._tree.lemmas[token]
        for word in dict.fromkeys((tree.texts[token].lower(), lemma)):
            yield from _index().get(("predicate", word), ())
        for part in _PARTS.get(tree.pos[token], ()):
            yield from _index().get((part, lemma), ())
            yield from _index().get((part, "*"), ())

    def _head(self, token: int, trigger: Trigger) -> int | None:
        """The word that governs the arguments of a cue; None if the token has another part in its sentence."""
        tree, lemma, dep = self._tree, self._tree.lemmas[token], self._tree.deps[token]
        if trigger.kind is CueKind.INSTRUMENT:
            return token if dep != "compound" else None
        forms = trigger.forms
        if not {lemma, "*"}.isdisjoint(forms.get("verb", ())) and tree.pos[token] in ("VERB", "AUX"):
            return token if dep not in ("amod", "compound", "aux", "auxpass") else None
        if lemma in forms.get("auxiliary", ()) and dep == "aux":
            return tree.heads[token]
        if lemma in forms.get("noun_stage", ()) and tree.pos[token] in _NOUNS:
            return token if dep != "compound" else None
        if lemma in forms.get("noun", ()) and tree.pos[token] in _NOUNS:
            verbs = trigger.verb_of_noun or words("EXPRESSING") | words("DRAWING")
            return next((one for one in related(tree, token, "object_of") if tree.lemmas[one] in verbs), None)
        return self._copula(token)

    def _copula(self, token: int) -> int | None:
        tree = self._tree
        if tree.deps[token] in _PREDICATES and tree.lemmas[tree.heads[token]] in words("COPULA"):
            return tree.heads[token]
        return token if tree.child(token, ("auxpass",)) is not None else None

    def _fits(self, trigger: Trigger, token: int, head: int) -> bool:
        tree = self._tree
        anchors = tuple(dict.fromkeys((token, head)))
        if not self._conditions.hold(anchors, trigger.needs, trigger.without):
            return False
        if trigger.active and is_passive(tree, head):
            return False
        if trigger.modal and not any(_is_modal(tree, one, trigger) for one in tree.with_dep(head, ("aux",))):
            return False
        if trigger.negated and not _is_negated(tree, token, head):
            return False
        return trigger.speech is None or self._is_spoken(trigger, token, head)

    def _is_spoken(self, trigger: Trigger, token: int, head: int) -> bool:
        """Whether a source says it; for `self`, about itself."""
        subjects = find_subjects(self._tree, head)
        if self._tree.deps[self._tree.first_conjunct(head)] in _PRESUPPOSED or _is_imagined(self._tree, head):
            return False
        if any(is_first_person(self._tree, one) for one in subjects):
            return True
        return bool(self.said(token)) and (trigger.speech == "sayer" or bool(subjects))

    def selves(self, match: Match) -> list[int]:
        """Return who must be the source of a cue itself; none where the words leave no doubt of it."""
        tree, said = self._tree, self.said(match.token)
        if match.trigger.speech != "self" or not said:
            return []
        same = {tree.lemmas[one] for source in said[0].sources for one in (source, *owners(tree, source))}
        subjects = find_subjects(tree, match.head)
        return [] if any(tree.lemmas[one] in (*_SAME, *same) for one in subjects) else subjects


def _is_modal(tree: Tree, auxiliary: int, trigger: Trigger) -> bool:
    word = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}
    return word.get(tree.texts[auxiliary].lower(), tree.texts[auxiliary].lower()) in trigger.modal


def _is_imagined(tree: Tree, verb: int) -> bool:
    """Whether it would, or should, have been: "Chad would not have signed"."""
    auxiliaries = {tree.lemmas[one] for one in tree.with_dep(verb, ("aux",))}
    return "have" in auxiliaries and not auxiliaries.isdisjoint(_UNREAL)


def _is_negated(tree: Tree, token: int, head: int) -> bool:
    if any(tree.deps[one] == "neg" for one in (*tree.children[head], *tree.children[token])):
        return True
    nouns = (token, *find_objects(tree, head), *tree.with_dep(head, ("attr",)))
    return any(tree.has_child(one, ("no",)) for one in nouns)


# --- arguments


def agents_of(tree: Tree, match: Match, said: Sequence[Said]) -> list[int]:
    """Return who acts: the source of what is said, or who does what the verb says."""
    if match.trigger.speech:
        subjects = find_subjects(tree, match.head)
        first_person = [one for one in subjects if is_first_person(tree, one)]
        return list(said[0].sources) if said and said[0].sources else first_person
    agents = _doing(tree, match) or _elided(tree, match, said)
    if said and said[0].sources and any(is_first_person(tree, one) for one in agents):
        return list(said[0].sources)
    return _sayers(tree, agents, said) or agents


def _sayers(tree: Tree, agents: Sequence[int], said: Sequence[Said]) -> list[int]:
    """Who says something, if a pronoun at its beginning is to mean them: "the ministry said it condemned the raid"."""
    if len(agents) != 1 or tree.lemmas[agents[0]] not in _SAME:
        return []
    begins = (list(one.sources) for one in said if one.cue is not None and 0 <= agents[0] - one.first <= 1)
    return next(begins, [])


def _elided(tree: Tree, match: Match, said: Sequence[Said]) -> list[int]:
    """Who says what has no subject: "Invites both sides to talks," Sol said."""
    bare = tree.pos[match.head] == "VERB" and tree.tags[match.head] in ("VBZ", "VBP") and bool(said)
    return list(said[0].sources) if bare else []


def _doing(tree: Tree, match: Match) -> list[int]:
    if tree.pos[match.head] in _NOUNS:
        is_object = any("of" in need.relations for need in match.trigger.needs)  # "the launch of the Border Group"
        objects = set(related(tree, match.head, "of")) if is_object else set()
        return [
            *(one for one in owners(tree, match.head) if tree.pos[one] == "PROPN" and one not in objects),
            *_named(tree, (match.head,), "between", -1),
        ]
    if _is_drawn(tree, match):
        return _named(tree, (match.head, match.token), "from", -1)
    if match.trigger.forms.get("predicate") and tree.lemmas[match.token] not in match.trigger.forms.get("verb", ()):
        return speakers_of(tree, find_subjects(tree, match.head))
    return speakers_of(tree, find_agents(tree, match.head))


def _is_drawn(tree: Tree, match: Match) -> bool:
    """Whether a deed draws the act from others: "the raid drew condemnation from Chad"."""
    return match.token != match.head and tree.lemmas[match.head] in words("DRAWING")


def addressees_of(tree: Tree, match: Match) -> list[int]:
    """Return to whom or about whom an act is: in the first relation of its record that holds something."""
    if _is_drawn(tree, match):
        return find_subjects(tree, match.head)
    objects = find_objects(tree, match.head) if _names_object(match.trigger) else []
    anchors = tuple(dict.fromkeys((match.head, match.token, *objects)))
    found = (_named(tree, anchors, relation, match.token) for relation in match.trigger.to)
    return next((nouns for nouns in found if nouns), [])


def _names_object(trigger: Trigger) -> bool:
    """Whether an object is part of the words of a trigger: "lodged a protest with Mali"."""
    named = any(need.relations == ("object",) and "*" not in need.words for need in trigger.needs)
    return named and "object" not in trigger.to


def others_of(tree: Tree, match: Match, instruments: Sequence[int]) -> list[int]:
    """Return the other parties of a stage: beside the verb or the noun that names the instrument."""
    anchors = tuple(dict.fromkeys((match.head, *instruments, *find_objects(tree, match.head))))
    nouns = [one for relation in match.trigger.to for one in _named(tree, anchors, relation, match.token)]
    return [*nouns, *(one for noun in instruments for one in holders_of(tree, noun))]


def holders_of(tree: Tree, instrument: int) -> list[int]:
    """Return whose an instrument is: "Chad's treaty", "the Chad-Mali treaty", "the treaty between Chad and Mali"."""
    between = _named(tree, (instrument,), "between", instrument)
    own = tree.with_dep(instrument, ("poss",)) if tree.pos[instrument] == "PROPN" else owners(tree, instrument)
    return [*(one for one in own if tree.texts[one][0].isupper()), *between]


def matters_of(tree: Tree, match: Match) -> list[int]:
    """Return what a cue is about: clauses, objects, or a prepositional phrase; coordinated ones one by one.

    None of a verb that is itself what is promised or denied: "said Chad would guard the border".
    """
    if "*" in match.trigger.forms.get("verb", ()):
        return []
    head, token = match.head, match.token
    clauses = tree.with_dep(head, ("ccomp", "xcomp", "pcomp")) or list(related(tree, head, "infinitive"))
    if token != head and not clauses:
        clauses = tree.with_dep(token, ("acl", "ccomp"))
    objects = [one for one in find_objects(tree, head) if one != token]
    objects = [one for one in objects if tree.pos[one] not in ("PROPN", "PRON")]
    beside = [one for anchor in (token, head) for one in tree.prepositional(anchor)]
    phrases = [noun for name, noun in beside if name in words("ABOUT") and noun > head]
    phrases = [noun for noun in phrases if tree.lemmas[noun] not in words("DAY") and tree.pos[noun] != "NUM"]
    found = clauses or objects or phrases[:1]
    return list(dict.fromkeys(one for each in found for one in tree.conjuncts(each)))


def doers_in(tree: Tree, nouns: Sequence[int]) -> list[int]:
    """Return who does what nouns and clauses name: their doers, or the subjects of the clauses themselves."""
    out = []
    for one in nouns:
        if tree.lemmas[one] in words("CHOICE") and tree.deps[one] == "dobj":
            out += _named(tree, (tree.heads[one],), "from", one)
        if tree.pos[one] in ("VERB", "AUX"):
            out += find_subjects(tree, one) if tree.child(one, ("nsubj", "nsubjpass")) is not None else []
        else:
            out += doers_of(tree, one)
    return list(dict.fromkeys(out))


def _named(tree: Tree, anchors: Sequence[int], relation: str, token: int) -> list[int]:
    found = [one for anchor in anchors for one in related(tree, anchor, relation)]
    if relation == "clause":
        found = [one for clause in found for one in find_subjects(tree, clause) if tree.pos[clause] in ("VERB", "AUX")]
    nouns = [noun for one in found for noun in tree.conjuncts(one) if tree.pos[noun] in (*_NOUNS, "PRON", "ADJ", "NUM")]
    return [one for one in dict.fromkeys(nouns) if one != token]

"""Decide how far a text vouches for what a word says: done, not done, planned, possible, demanded, denied, unreal.

The tree is read from its root down. What governs a clause hands its own factuality on: implicative verbs by their
signature, verbs of planning, demand and denial by what they make of it. Then the words beside count (`beside`). Each
token is evaluated once.
"""

from collections.abc import Mapping

from extract.language.analysis import Factuality
from extract.language.en.beside import Beside, frame_at
from extract.language.en.conditions import Conditions
from extract.language.en.records import FrameRecord, words
from extract.language.en.standing import Standing
from extract.language.en.tree import Tree, is_infinitive

_CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "csubj", "csubjpass", "oprd", "relcl"})
_NOMINALS = frozenset({"dobj", "nsubjpass", "pobj", "attr", "nsubj"})
_OF_NOUNS = frozenset({"of", "for", "to", "on", "about", "from", "in"})
"""Prepositions that make a noun the object of what governs them."""
_PASSED = frozenset({"prep", "agent", "advmod", "prt", "dative", "aux"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_AHEAD = (Factuality.PLANNED, Factuality.POSSIBLE)
_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adjective"}


class Factualities:
    """The standings of the words of a tree."""

    def __init__(self, tree: Tree, conditions: Conditions, complements: Mapping[int, Factuality]) -> None:
        """`complements`: what cues make of the clauses that they govern, by token."""
        self._tree = tree
        self._conditions = conditions
        self._complements = complements
        self._beside = Beside(tree, conditions)
        self._governed: dict[int, Standing] = {}
        self._standings: dict[int, Standing] = {}

    def of(self, token: int, ignored: frozenset[str] = frozenset()) -> Standing:
        """Return the standing of a word, as if words in some relations (`aux`, `neg`) did not stand beside it."""
        path = []
        for one in self._tree.path(token):
            if one in self._standings:
                break
            path.append(one)
        for one in reversed(path):
            self._governed[one] = self._from_governor(one)
            self._standings[one] = self._beside.apply(one, self._governed[one])
        return self._beside.apply(token, self._governed[token], ignored) if ignored else self._standings[token]

    def _from_governor(self, token: int) -> Standing:
        tree, dep, head = self._tree, self._tree.deps[token], self._tree.heads[token]
        if head == token:
            headline = is_infinitive(tree, token)
            return Standing().lowered(Factuality.PLANNED, frame_at(tree, "headline", token)) if headline else Standing()
        above = self._standings[head]
        if self._is_content_of_text(token, head):
            return above
        if dep == "relcl" and not self._is_report(token, head) and not is_infinitive(tree, token):
            return above if above.factuality is Factuality.UNREAL else Standing()
        if dep == "conj" and self._tree.has_child(head, ("than",)):
            return above.flipped(frame_at(tree, "negation", token))
        if dep == "conj":
            return above if self._shares(token, head) else self._governed[head]
        if dep == "advcl":
            return self._adverbial(token, head, above)
        if dep in _CLAUSES:
            return self._complement(token, above)
        return self._nominal(token, above) if dep in _NOMINALS else above

    def _is_report(self, token: int, noun: int) -> bool:
        """Whether what looks like a relative clause is the content of a report: "reports that Chad signed"."""
        own = self._tree.child(token, _SUBJECTS)
        telling = words("REPORT") | words("UNTRUE")
        return own is not None and self._tree.lemmas[noun] in telling and self._tree.tags[own] not in ("WDT", "WP")

    def _shares(self, token: int, head: int) -> bool:
        """Whether a coordinated word has the auxiliaries of the first: "did not sign or ratify"."""
        tree = self._tree
        if tree.pos[token] not in ("VERB", "AUX"):
            return True
        own = tree.child(token, ("aux", "auxpass", *_SUBJECTS))
        return own is None and tree.tags[token] == tree.tags[head] and tree.tags[token] in ("VB", "VBN", "VBG")

    def _adverbial(self, token: int, head: int, above: Standing) -> Standing:
        """Of an adverbial clause: purposes are planned; others are asserted, as far as the main clause is at all."""
        governor = self._tree.heads[head] if self._tree.pos[head] == "ADV" else head  # "went so far as to"
        record = self._record(governor) if self._follows_closely(token, head) else None
        if record:
            return self._under(record, above, governor)
        if self._tree.tags[token] == "VBG" and above.factuality is Factuality.PLANNED:
            return Standing()
        if not is_infinitive(self._tree, token):
            return above.affirmed()
        factuality = Factuality.POSSIBLE if self._tree.has_child(token, ("for",)) else Factuality.PLANNED
        return above.affirmed().lowered(factuality, frame_at(self._tree, "purpose", token))

    def _follows_closely(self, token: int, head: int) -> bool:
        """Whether an adverbial clause may be a complement: "that", "as to", or neither a mark nor a comma before it."""
        tree, mark = self._tree, self._tree.child(token, ("mark",))
        if mark is not None:
            return tree.lemmas[mark] == "that" or (tree.lemmas[mark] == "as" and is_infinitive(tree, token))
        if token < head or tree.tags[token] not in ("VB", "VBG"):
            return False
        return not any(tree.deps[one] == "punct" and head < one < token for one in tree.children[head])

    def _complement(self, token: int, above: Standing) -> Standing:
        tree, governor = self._tree, self._governor(token)
        preposition = self._preposition(token)
        if preposition:
            return self._under(preposition, above, tree.heads[token])
        above = self._standings[governor]
        if self._is_reduced_relative(token) and self._tree.child(token, ("agent",)) is not None:
            return Standing() if above.factuality in _AHEAD else above.affirmed()
        if self._is_adjunct(token, governor) or self._is_reduced_relative(token):
            return above.affirmed()
        complement = self._complements.get(governor)
        if complement and tree.deps[token] != "csubj":
            return above.made(complement, frame_at(tree, complement.value, governor))
        record = self._record(governor) or self._predicate_record(governor)
        if record and record.id == "planned" and self._stands_alone(token, governor):
            return Standing()
        if record:
            return self._under(record, above, governor)
        if is_infinitive(tree, token) and tree.deps[token] != "ccomp":
            planned = tree.lemmas[governor] == "be" or tree.pos[governor] == "PROPN"
            factuality = Factuality.PLANNED if planned else Factuality.POSSIBLE
            return above.lowered(factuality, frame_at(tree, "infinitive", token))
        if above.negative and tree.deps[token] == "ccomp":
            return above.affirmed().lowered(Factuality.POSSIBLE, frame_at(tree, "not-asserted", governor))
        return above

    def _stands_alone(self, token: int, governor: int) -> bool:
        """Whether a clause before a verb of planning is a sentence of its own: "Chad denied it; it is set to go"."""
        return self._tree.deps[token] == "ccomp" and token < governor and self._tree.child(token, _SUBJECTS) is not None

    def _is_adjunct(self, token: int, governor: int) -> bool:
        """Whether a participle after a preposition tells when or how, and is no complement: "by signing"."""
        tree, preposition = self._tree, self._tree.heads[token]
        if tree.deps[token] != "pcomp" or tree.heads[preposition] != governor:
            return False
        record = self._record(governor)
        if record and any(tree.lemmas[preposition] in one.relations for one in record.needs):
            return False
        return preposition < governor or tree.lemmas[preposition] in words("WHEN_OR_HOW")

    def _is_reduced_relative(self, token: int) -> bool:
        """Whether a clause only describes a noun: "a pact signed by Chad", "a statement condemning Chad"."""
        own = self._tree.child(token, ("mark", "aux", *_SUBJECTS))
        return self._tree.deps[token] == "acl" and self._tree.tags[token] in ("VBG", "VBN") and own is None

    def _is_content_of_text(self, token: int, noun: int) -> bool:
        """Whether a text says it, which says nothing if it is not made: "vetoed a resolution condemning Chad"."""
        tree = self._tree
        if tree.lemmas[noun] not in words("DOCUMENT"):
            return False
        subject = tree.child(token, _SUBJECTS)
        told = tree.deps[token] == "relcl" and subject is not None and tree.tags[subject] == "WDT"
        return told or (tree.tags[token] == "VBG" and self._is_reduced_relative(token))

    def _nominal(self, token: int, above: Standing) -> Standing:
        """Of a noun: denials, demands and plans count for what they are about, and being called false."""
        tree, governor = self._tree, self._governor(token)
        false = self._false(token, governor)
        if false or tree.deps[token] == "attr":
            return false or above
        if tree.deps[token] == "nsubj":
            return Standing()
        if tree.deps[token] == "pobj" and tree.lemmas[tree.heads[token]] not in _OF_NOUNS:
            preposition = self._preposition(token)
            return self._under(preposition, above, tree.heads[token]) if preposition else Standing()
        above = self._standings[governor]
        complement = self._complements.get(governor)
        if complement and complement is not Factuality.POSSIBLE:
            return above.made(complement, frame_at(tree, complement.value, governor))
        record = self._record(governor)
        return self._under(record, above, governor) if record else above

    def _false(self, token: int, governor: int) -> Standing | None:
        """The standing of a report that the clause calls false: "reports are untrue", "called the claim baseless"."""
        tree = self._tree
        if tree.lemmas[token] not in words("REPORT"):
            return None
        clauses = tree.with_dep(governor, ("xcomp", "ccomp", "acomp"))
        near = [governor, *tree.children[governor], *(inner for one in clauses for inner in tree.children[one])]
        record = self._conditions.frame("adjective", "untrue")
        said = next((one for one in near if one != token and tree.lemmas[one] in words("UNTRUE")), None)
        return self._under(record, self._standings[governor], said) if record and said is not None else None

    def _governor(self, token: int) -> int:
        """The word whose complement a word is: the head, past prepositions and adverbs ("stopped short of signing")."""
        tree, start = self._tree, token
        token = tree.heads[token]
        kept_from = tree.lemmas[token] == "from" and tree.tags[start] == "VBG"
        while tree.heads[token] != token and (
            tree.deps[token] in _PASSED or (kept_from and tree.deps[token] == "dobj" and self._record(token) is None)
        ):
            token = tree.heads[token]
        return token

    def _preposition(self, token: int) -> FrameRecord | None:
        """The frame of the preposition before a word, of one word or two ("instead of", "far from")."""
        lemma, head = self._tree.lemmas[self._tree.heads[token]], self._tree.heads[token]
        two = f"{self._tree.lemmas[head - 1]} {lemma}" if head else lemma
        return self._conditions.frame("preposition", lemma) or self._conditions.frame("preposition", two)

    def _record(self, token: int) -> FrameRecord | None:
        if self._tree.pos[token] == "ADJ" and self._tree.has_child(token, ("too",)):
            return self._conditions.frame("adjective", "unable")
        return self._conditions.frame(_PARTS.get(self._tree.pos[token], ""), self._tree.lemmas[token], token)

    def _predicate_record(self, governor: int) -> FrameRecord | None:
        """The frame of what a copula says: "it is possible that", "it is time to"."""
        found = (self._record(one) for one in self._tree.with_dep(governor, _PREDICATES))
        return next((one for one in found if one), None)

    def _under(self, record: FrameRecord, above: Standing, at: int) -> Standing:
        return above.under(record, frame_at(self._tree, record.id, at))

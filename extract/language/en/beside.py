"""What stands beside a word and changes its standing: auxiliaries, negation, adverbs, marks, settings, questions."""

from extract.language.analysis import Factuality, Frame
from extract.language.en.conditions import Conditions
from extract.language.en.records import FrameRecord, words
from extract.language.en.standing import Standing
from extract.language.en.tree import Tree

_INVERTED = frozenset({"had", "were", "should"})
_UNABLE = frozenset({"can", "could", "ca"})


def frame_at(tree: Tree, name: str, token: int) -> Frame:
    """Return the frame of a token."""
    return Frame(name, tree.extent(token, token))


class Beside:
    """Applies what stands beside the words of a tree."""

    def __init__(self, tree: Tree, conditions: Conditions) -> None:
        self._tree = tree
        self._conditions = conditions

    def apply(self, token: int, standing: Standing, ignored: frozenset[str] = frozenset()) -> Standing:
        """Return the standing of a word whose governor gives it one. Words in ignored relations do not count."""
        tree = self._tree
        auxiliaries = tree.with_dep(token, ("aux", "auxpass"))
        for one in (*tree.children[token], *(inner for each in auxiliaries for inner in tree.children[each])):
            if tree.deps[one] not in ignored:
                standing = self._with(token, one, standing)
        if tree.texts[token].lower() in _INVERTED and tree.lefts[token] == token and tree.deps[token] == "advcl":
            standing = standing.lowered(Factuality.UNREAL, frame_at(tree, "condition", token))
        if tree.heads[token] == token and tree.texts[tree.rights[token]] == "?":
            standing = standing.lowered(Factuality.UNREAL, frame_at(tree, "question", tree.rights[token]))
        return standing

    def _with(self, token: int, child: int, standing: Standing) -> Standing:
        dep, lemma = self._tree.deps[child], self._tree.lemmas[child]
        if dep == "aux":
            return self._with_auxiliary(token, child, standing)
        if dep == "neg" or (dep in ("det", "preconj", "advmod") and lemma in ("no", "neither", "nor")):
            return standing.flipped(frame_at(self._tree, "negation", child))
        if dep in ("mark", "advmod"):
            record = self._conditions.frame("mark" if dep == "mark" else "adverb", lemma)
            if record:
                return self._under(record, standing, child)
            denied = self._tree.has_child(child, ("no",))
            return standing.flipped(frame_at(self._tree, "negation", child)) if denied else standing
        if dep in ("nsubj", "nsubjpass", "prep"):
            return self._with_phrase(child, standing)
        return standing

    def _with_auxiliary(self, token: int, child: int, standing: Standing) -> Standing:
        tree = self._tree
        if self._is_inverted_condition(token, child):
            return standing.lowered(Factuality.UNREAL, frame_at(tree, "condition", child))
        named = (tree.lemmas[child], tree.texts[child].lower())
        record = next((one for word in named if (one := self._conditions.frame("auxiliary", word))), None)
        if record is None or (tree.lemmas[child] in _UNABLE and tree.child(token, ("neg",)) is not None):
            return standing
        if record.makes == "would":
            return standing.lowered(self._would(token), frame_at(tree, record.id, child))
        return self._under(record, standing, child)

    def _would(self, token: int) -> Factuality:
        """What "would" makes of a verb: unreal with "have" or a condition, else a plan told in the past."""
        tree = self._tree
        perfect = any(tree.lemmas[one] in ("have", "'ve") for one in tree.with_dep(token, ("aux",)))
        conditions = any(tree.has_child(one, ("if", "had", "unless")) for one in tree.with_dep(token, ("advcl",)))
        return Factuality.UNREAL if perfect or conditions else Factuality.PLANNED

    def _is_inverted_condition(self, token: int, auxiliary: int) -> bool:
        """Whether a clause begins like a question and is none: "had it signed, talks would end"."""
        tree = self._tree
        subject = tree.child(token, ("nsubj", "nsubjpass"))
        first = tree.texts[auxiliary].lower() in _INVERTED and auxiliary == tree.lefts[token]
        asks = tree.heads[token] == token and tree.texts[tree.rights[token]] == "?"
        return first and subject is not None and not asks and tree.deps[token] in ("advcl", "ccomp", "ROOT")

    def _with_phrase(self, child: int, standing: Standing) -> Standing:
        """The standing beside a subject or prepositional phrase: "no state signed", "in no way", "in the film"."""
        tree, is_subject = self._tree, self._tree.deps[child] != "prep"
        if is_subject:  # "Chad in no way signed": the parser takes the phrase for one of the subject
            standing = next((self._with_phrase(one, standing) for one in tree.with_dep(child, ("prep",))), standing)
        for noun in [child] if is_subject else tree.with_dep(child, ("pobj",)):
            none = tree.has_child(noun, ("no", "neither")) or tree.lemmas[noun] in words("NOBODY")
            never = tree.lemmas[child] in ("in", "at", "under", "by", "on") and tree.lemmas[noun] in words("OCCASION")
            if none and (is_subject or never):
                return standing.flipped(frame_at(tree, "negation", noun))
            record = self._conditions.frame("setting", tree.lemmas[noun], noun)
            if record and (is_subject or tree.lemmas[child] in ("in", "on")):
                return self._under(record, standing, noun)
        return standing

    def _under(self, record: FrameRecord, standing: Standing, at: int) -> Standing:
        return standing.under(record, frame_at(self._tree, record.id, at))

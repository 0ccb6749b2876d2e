"""Find out whose deed a noun means, as the text told it: "Mali shelled the post. Chad condemned the attack"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from extract.ask.rules.descriptions import is_adjective
from extract.ask.rules.salience import Salience
from extract.entities.cast import Cast, Keys
from extract.entities.token_index import TokenIndex
from extract.language.analysis import Analysis, Argument, Extent

_REMEMBERED = 20
"""Earlier places of a noun at which its owner is looked up."""
_FIRING = frozenset("attack strike bomb shell fire launch hit target bombard raid storm".split())
_SAYING = frozenset({"announce", "say", "declare", "decide", "order", "impose", "tell"})
_DEEDS = {
    **dict.fromkeys(
        ("attack", "strike", "raid", "bombing", "shelling", "bombardment", "assault", "aggression", "provocation"),
        _FIRING,
    ),
    **dict.fromkeys(("launch", "test", "firing"), frozenset({"launch", "test", "fire", "detonate"})),
    **dict.fromkeys(("invasion", "incursion"), frozenset({"invade", "enter", "cross", "attack"})),
    "seizure": frozenset({"seize", "capture", "board"}),
    **dict.fromkeys(("decision", "move", "announcement", "remark", "comment", "plan"), _SAYING),
    "proposal": frozenset({"propose", "suggest"}),
    "offer": frozenset({"offer", "propose"}),
    "invitation": frozenset({"invite"}),
    "withdrawal": frozenset({"withdraw", "pull"}),
    "killing": frozenset({"kill", "shoot", "murder"}),
    "coup": frozenset({"overthrow", "oust", "seize", "topple"}),
    "demand": frozenset({"demand"}),
    "request": frozenset({"request", "ask"}),
}
"""Verbs by which the text may tell a deed that a noun means afterwards."""
_POINTS = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_NEAR = 15
"""Tokens between a verb and its subject at most."""


class Deeds:
    """Knows the deeds that one article tells."""

    def __init__(self, analysis: Analysis, cast: Cast, salience: Salience) -> None:
        self._analysis = analysis
        self._cast = cast
        self._index = TokenIndex(analysis)
        self._salience = salience

    def owner(self, noun: int) -> Keys:
        """Return whose deed a noun is, from where the text names it before: "the raid" after "Mali's raid on Chad"."""
        tokens = self._analysis.tokens
        same = self._nouns[tokens[noun].lemma]
        last = bisect_left(same, noun)
        for at in reversed(same[max(0, last - _REMEMBERED) : last]):
            for near in range(max(0, at - 4), at):
                place = self._cast.at(*tokens[near].extent)
                owns = place and (is_adjective(place) or tokens[near + 1].text in ("'s", "’s"))
                if place and owns and tokens[near].head in range(near + 1, at + 1):
                    return (place.key,)
        return ()

    def doer(self, noun: int) -> Argument | None:
        """Return who did what a noun means, where the sentences before tell it by a verb: "Mali fired" before
        "the attack"; not of "an attack", which refers to no earlier one."""
        tokens = self._analysis.tokens
        deed = _DEEDS.get(tokens[noun].lemma)
        if deed is None or not _POINTS.intersection(one.text.casefold() for one in tokens[max(0, noun - 3) : noun]):
            return None
        first = self._index.inside(self._salience.recent(tokens[noun].extent.start), tokens[noun].extent.start)
        for at in reversed(first):
            if tokens[at].lemma in deed and tokens[at].pos == "VERB":
                return self._doer(at)
        return None

    def _doer(self, verb: int) -> Argument | None:
        """Who does what a verb says: its subject, or in the passive the name behind "by"."""
        tokens = self._analysis.tokens
        near = range(max(0, verb - _NEAR), min(len(tokens), verb + _NEAR))
        subject = next((at for at in near if tokens[at].head == verb and tokens[at].dep == "nsubj"), None)
        by = (at for at in near if tokens[at].head == verb and tokens[at].dep == "agent")
        agent = (
            subject if subject is not None else next((at for one in by for at in near if tokens[at].head == one), None)
        )
        if agent is None:
            return None
        left = agent
        while left and tokens[left - 1].head in range(left, agent + 1):
            left -= 1
        extent = Extent(tokens[left].extent.start, tokens[agent].extent.end)
        pronoun = tokens[agent].pos == "PRON"
        return Argument(extent, extent, agent, owners=() if pronoun else (extent,), pronoun=pronoun)

    @cached_property
    def _nouns(self) -> Mapping[str, list[int]]:
        """The places of common nouns by their lemma."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(self._analysis.tokens):
            if token.pos == "NOUN":
                found[token.lemma].append(at)
        return found

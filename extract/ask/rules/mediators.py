"""Find who mediates an agreement: "a truce brokered by Togo", "signed under the mediation of Togo"."""

from collections.abc import Iterable

from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys, NamedAt
from extract.language.analysis import Cue, CueKind, Token

_MEDIATE = frozenset({"broker", "mediate", "facilitate"})
_MEDIATION = frozenset({"mediation", "auspex", "auspice", "auspices"})
_BY = frozenset({"by", "of", "from"})
_BEFORE = frozenset({"npadvmod", "compound", "amod", "poss", "nsubj", "nmod"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADP", "ADJ"})
_CLIMBED = 8
"""Words between a name and the verb or noun of mediation, at most."""


def mediates(token: Token) -> bool:
    """Return whether a token is a verb of mediation."""
    return token.lemma in _MEDIATE and token.pos in ("VERB", "ADJ", "AUX")


def mediators(cue: Cue, instruments: Iterable[Cue], discourse: Discourse) -> Keys:
    """Return who mediates what a cue reports, by the words of its sentence; may be empty.

    Togo of "a truce brokered by Togo", "after talks that Togo mediated", "the Togo-brokered truce", "under Togolese
    mediation"; nobody of "Mali signed a pact after Togo brokered a truce", where the truce is another one's.
    """
    tokens = discourse.analysis.tokens
    own = {one.head for one in instruments}
    beside = (one.head for one in discourse.beside(cue, CueKind.INSTRUMENT) if one.head not in own)
    others = {at for at in beside if tokens[tokens[at].head].head != cue.head or tokens[at].dep != "pobj"}
    sentence = discourse.sentence(cue)
    found: dict[str, None] = {}
    for place in discourse.cast.within(sentence.start, sentence.end):
        at = _mediation_of(place, discourse)
        object_of_other = any(tokens[one].head == at or tokens[at].head == one for one in others) if at else True
        if not object_of_other and discourse.cast.actors[place.key].known:
            found[discourse.cast.principal(place.key)] = None
    return tuple(found)


def _mediation_of(place: NamedAt, discourse: Discourse) -> int | None:
    """The verb or noun of mediation that says what a named one does; None if there is none."""
    tokens = discourse.analysis.tokens
    at = discourse.tokens_in(place.start, place.end)[-1]
    by = False
    for _ in range(_CLIMBED):
        above = tokens[at].head
        if above == at:
            return None
        by = by or tokens[at].text.casefold() in _BY
        if mediates(tokens[above]) or tokens[above].lemma in _MEDIATION:
            return above if by or (at < above and tokens[at].dep in _BEFORE) else None
        if tokens[above].pos not in _NOMINAL:
            return None
        at = above
    return None

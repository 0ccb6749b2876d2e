"""Find whom the words of a stage and of its instruments mean: names, firms and members of others, no names of texts."""

from collections.abc import Iterable

from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys
from extract.entities.nouns import NounClass, is_noun
from extract.language.analysis import Argument, Cue, CueKind, Extent
from schemas import Instrument, MentionForm

_CONTRACTED = frozenset({Instrument.COMMERCIAL_CONTRACT, Instrument.ARMS_CONTRACT, Instrument.LOAN_OR_AID_AGREEMENT})
_PARTS = frozenset({"board", "member"})
"""Nouns that mean members or a part of an owner."""
_BEFORE_NOUN = ("compound", "nmod", "amod")
_JOINS = frozenset({"-", "\u2010", "\u2011", "\u2013", "'s"})
"""What makes a capital before a noun stand for its state: "the Bamako-Lomé accord"."""
_ON = frozenset({"on", "of", "for", "about", "concerning", "establishing"})
_WITH = frozenset({"with"})
_TO_OTHERS = frozenset({"with", "to", "from"})
_CONTRACTING = frozenset({"with", "to", "from", "for", "in"})


def whom(arguments: Iterable[Argument], cue: Cue, discourse: Discourse) -> Keys:
    """Return those whom arguments of a stage mean, and those to whom the unnamed belong.

    The IAEA of "the IAEA board", Mali of "a Malian company"; nobody of a place that only names an instrument.
    """
    arguments = [one for one in arguments if not _is_name_of_text(one, discourse)]
    found = discourse.actors(arguments, cue)
    actors = discourse.cast.actors
    for one in arguments:
        keys = discourse.actors((one,), cue)
        if not any(actors[key].known for key in keys) and _is_unnamed(one, cue, discourse):
            owners = tuple(key for key in discourse.references.owners(one) if actors[key].known)
            found = tuple(key for key in found if not owners or key not in keys) + owners
    return tuple(dict.fromkeys(found))


def _is_unnamed(argument: Argument, cue: Cue, discourse: Discourse) -> bool:
    """Whether words mean members or a part of somebody, or, of a contract, a firm without a name."""
    words = discourse.words(argument.extent).casefold().split()
    noun = discourse.analysis.tokens[argument.head].lemma.casefold()
    contract = cue.trigger == "award" or cue.instrument in _CONTRACTED
    return noun in _PARTS or (contract and is_noun(noun, NounClass.COMPANY)) or "board" in words


def _is_name_of_text(argument: Argument, discourse: Discourse) -> bool:
    """Whether a capital stands before an instrument as its name: "the Bamako accord", not "the Bamako-Lomé accord"."""
    tokens, at = discourse.analysis.tokens, argument.head
    place = discourse.cast.at(*tokens[at].extent)
    if place is None or place.form is not MentionForm.CAPITAL or tokens[at].dep not in _BEFORE_NOUN:
        return False
    return _JOINS.isdisjoint(one.text for one in tokens[max(0, at - 1) : at + 2])


def named_with(instrument: Cue, discourse: Discourse) -> Keys:
    """Return the actors in "the pact between Mali and Chad", "Mali's treaty with Chad"; those with whom it is may be in
    no table."""
    agents, others = (
        discourse.actors((one for one in ones if not _is_name_of_text(one, discourse)), instrument)
        for ones in (instrument.agents, instrument.addressees)
    )
    return (*(key for key in agents if discourse.cast.actors[key].known), *others)


def within(instrument: Cue, discourse: Discourse) -> Cue | None:
    """Return the instrument of which another one is the matter: the treaty of "a treaty on a strategic partnership".

    Also where a parser gives the matter to the verb: "signed a treaty" + "on a strategic partnership".
    """
    tokens = discourse.analysis.tokens
    preposition = tokens[tokens[instrument.head].head]
    if preposition.text.casefold() not in _ON:
        return None
    named = [one for one in discourse.beside(instrument, CueKind.INSTRUMENT) if one.head == preposition.head]
    staged = (one for one in discourse.beside(instrument, CueKind.STAGE) if one.head == preposition.head)
    named += [discourse.analysis.cues[at] for one in staged for at in one.instruments]
    return next((one for one in named if one.head < instrument.head), None)


def named_inside(instruments: list[Cue], discourse: Discourse) -> Keys:
    """Return those named with what an instrument is about: "a declaration on the partnership of Mali and Chad"."""
    inner = (cue for one in instruments for cue in discourse.beside(one, CueKind.INSTRUMENT))
    return tuple(key for cue in inner if within(cue, discourse) in instruments for key in named_with(cue, discourse))


def places_of_others(cue: Cue, instruments: list[Cue]) -> tuple[list[Extent], frozenset[str]]:
    """Return where the other party may stand, and behind which prepositions: of a contract also for whom it is done."""
    parts = [one.matter for one in instruments if one.matter] or list(cue.matters)
    if cue.trigger == "agree-to":
        return parts, _TO_OTHERS
    return parts, _CONTRACTING if cue.trigger == "award" else _WITH

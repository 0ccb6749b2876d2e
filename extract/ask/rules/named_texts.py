"""Find what the words around an instrument without a stage tell: its stage, who issues it, whether it speaks."""

from collections.abc import Iterator

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.parties import ProposedParty, parties_of
from extract.language.analysis import Cue, CueKind, Token
from schemas import Status

_BEFORE = 8
"""Words in which a participle is looked for before its verb: "among the papers signed in Lomé were"."""
_ATTRIBUTES = {
    "awarded": Status.SIGNED,
    "adopted": Status.ADOPTED,
    "signed": Status.SIGNED,
    "ratified": Status.RATIFIED,
    "initialled": Status.INITIALLED,
    "agreed": Status.AGREED,
    "proposed": Status.PROPOSED,
    "draft": Status.PROPOSED,
    "planned": Status.PROPOSED,
}
"""Participles before an instrument that tell its stage."""
_JOINTLY = frozenset({"joint", "final", "common", "trilateral", "bilateral"})


def attribute(cue: Cue, discourse: Discourse) -> Status:
    """Return the stage in "a previously signed agreement"."""
    tokens = discourse.analysis.tokens
    before = (tokens[at] for at in range(max(0, cue.head - 4), cue.head) if tokens[at].head == cue.head)
    words = (*before, *_inverted(cue, discourse))
    return next(
        (_ATTRIBUTES[word.text.casefold()] for word in words if word.text.casefold() in _ATTRIBUTES), Status.UNKNOWN
    )


def _inverted(cue: Cue, discourse: Discourse) -> Iterator[Token]:
    """The participles that govern an instrument behind its verb.

    "Also signed was a pact", "among the papers signed were a pact and a protocol", "Mali was awarded a contract".
    """
    tokens, at = discourse.analysis.tokens, cue.head
    while tokens[at].dep in ("conj", "appos") and tokens[at].head < at:
        at = tokens[at].head
    verb = tokens[at].head
    if tokens[at].dep == "attr" and verb < at and tokens[verb].lemma == "be":
        yield tokens[tokens[verb].head]
        yield from (tokens[one] for one in range(max(0, verb - _BEFORE), verb) if tokens[one].dep == "acl")
    if tokens[at].dep == "dobj" and any(one.dep == "auxpass" for one in discourse.dependents_before(verb, "auxpass")):
        yield tokens[verb]


def issuers(cue: Cue, discourse: Discourse) -> tuple[ProposedParty, ...]:
    """Return those who act in the sentence of a joint text: "In a joint declaration, the leaders pledged to ..."."""
    acts = discourse.beside(cue, CueKind.ACT)
    found = (parties_of(discourse.actors(one.agents, one), Status.ADOPTED, discourse) for one in acts)
    return next((parties for parties in found if len(parties) > 1), ())


def speaks(cue: Cue, discourse: Discourse) -> bool:
    """Return whether something is said in a text: "they said in a joint statement", "a joint statement said".

    Not "said in a communique", which may be one of its own.
    """
    tokens = discourse.analysis.tokens
    before = tokens[tokens[cue.head].head].lemma.casefold() if tokens[cue.head].dep == "pobj" else ""
    acts = discourse.beside(cue, CueKind.ACT)
    sources = {one.head for act in acts for said in discourse.attributions(act) for one in said.sources}
    joint = cue.trigger == "joint-statement" or not _JOINTLY.isdisjoint(discourse.modifiers([cue]))
    return joint and cue.performed and (before in ("in", "via") or cue.head in sources)

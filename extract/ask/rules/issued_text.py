"""Propose the agreement that a text itself is: a joint statement, or the statement of a collective (ruling 20)."""

from dataclasses import dataclass

from extract.ask.rules.discourse import Discourse
from extract.document.segment import Role, Sentence
from extract.entities.cast import Keys
from extract.language.analysis import CueKind
from schemas import ActorKind, Instrument, PartyRole

_TEXTS = frozenset({Instrument.JOINT_STATEMENT, Instrument.JOINT_DECLARATION, Instrument.COMMUNIQUE})

_SEVERAL = frozenset({"trilateral", "quadrilateral"})
_PAIR = 2
"""States of a pair."""


@dataclass(frozen=True)
class IssuedText:
    """A text that is an agreement."""

    instrument: Instrument
    cue: str
    """The word of the heading for it."""
    heading: str
    issuers: Keys
    explicit: bool
    """Whether the text lists its issuers."""
    role: PartyRole
    """The part of the issuers: a collective that speaks as one is the body."""
    sentences: tuple[int, ...]
    """The numbers of the heading, and of the first sentence in the first person."""


def find_issued_text(discourse: Discourse) -> IssuedText | None:
    """Return the text if its heading calls it a statement of several, else None.

    "Joint Statement on Fisheries" with "We, the leaders of Mali and Chad" or about two states, "G7 Leaders' Statement".
    The statement of one person or state is not an agreement.
    """
    heading = next(iter(discourse.shown.sentences), None)
    if heading is None or heading.role is not Role.HEADLINE:
        return None
    named = (one for one in discourse.analysis.cues if one.kind is CueKind.INSTRUMENT and _is_in(one.extent, heading))
    cue = next((one for one in named if one.label in _TEXTS), None)
    if cue is None:
        return None
    issuers = tuple(dict.fromkeys(map(discourse.cast.principal, discourse.issuers)))
    collective = len(issuers) > 1 or any(discourse.kind(key) is ActorKind.IGO for key in issuers)
    issuers = issuers if collective else _named_first(heading, discourse) or discourse.references.pair
    collective = collective or len(issuers) > _PAIR
    if not issuers:
        return None
    return IssuedText(
        instrument=Instrument(cue.label),
        cue=discourse.words(cue.extent),
        heading=heading.text,
        issuers=issuers,
        explicit=collective,
        role=PartyRole.BODY if len(issuers) == 1 else PartyRole.PARTY,
        sentences=tuple(sorted({1, discourse.first_spoken})),
    )


def _named_first(heading: Sentence, discourse: Discourse) -> Keys:
    """The three or more that the first sentence names together under the heading of a text of as many.

    "Trilateral Statement on Peace. Mali, Chad and Togo agree ..."; none under "Joint Statement on
    Peace", which may be one of two.
    """
    body = next((one for one in discourse.shown.sentences if one.role is not Role.HEADLINE), None)
    words = {word.casefold() for word in heading.text.split()}
    if body is None or _SEVERAL.isdisjoint(words):
        return ()
    found = tuple(dict.fromkeys(map(discourse.cast.principal, discourse.references.together(body.end))))
    return found if len(found) > _PAIR else ()


def _is_in(extent: tuple[int, int], sentence: Sentence) -> bool:
    return sentence.start <= extent[0] < sentence.end

"""What an analyzer finds in a text: tokens with their tree, names, who says what, and cues with their arguments.

All offsets count code points from the beginning of the text. Tokens, attributions and cues are referred to by their
place in the tuples of the analysis. Terms: Universal Dependencies (parts of speech), PARC (source, cue and content of
an attribution), FactBank (factuality and polarity).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from extract.document.segment import Sentence
from schemas import Quote


class Extent(NamedTuple):
    """A part of the text: `text[start:end]`."""

    start: int
    end: int

    def holds(self, other: "Extent") -> bool:
        """Return whether the other part is within this one."""
        return self.start <= other.start and other.end <= self.end


class Token(NamedTuple):
    """A word or mark of the text with its place in the tree of its sentence."""

    extent: Extent
    text: str
    lemma: str
    pos: str
    """Universal part of speech: NOUN, PROPN, VERB, AUX, PRON, ADJ ..."""
    head: int
    """The token that governs this one; the root of a sentence governs itself."""
    dep: str
    """Relation to the head, in the scheme of the parser. Only the package of the language reads it."""


@dataclass(frozen=True)
class Argument:
    """A noun phrase that fills a role. Coordinated phrases are an argument each: "Chad and Mali" are two."""

    extent: Extent
    """The phrase with what modifies it, without clauses, appositions and coordinated phrases."""
    core: Extent
    """The head with what belongs to it on its left, as titles and first names, without owners."""
    head: int
    """The token at the head of the phrase."""
    owners: tuple[Extent, ...] = ()
    """Whom or what it belongs to: "Peru" of "Peru's army", "the army of Peru", "its Peruvian ally"."""
    appositions: tuple[Extent, ...] = ()
    """Other words for the same one: "Peru's leader" of "Ana Sol, Peru's leader"."""
    pronoun: bool = False


@dataclass(frozen=True)
class Attribution:
    """Words that the text ascribes to a source: a quotation, or reported speech."""

    content: Extent
    """What is said; of a quotation, the words with their quotation marks."""
    quote: Quote
    sources: tuple[Argument, ...]
    """The sayers; empty if the text does not name them. Of a text in the first person, that of the whole text is its
    publisher's."""
    cue: Extent | None
    """The words that ascribe it ("said", "according to"); None of a quotation that continues another one."""
    relayed: bool
    """Whether the source only passes on the words or news: an outlet, an office, a report."""


class CueKind(StrEnum):
    """What a cue indicates, and of what enumeration its label is."""

    ACT = "act"
    STAGE = "stage"
    """The status of an agreement."""
    INSTRUMENT = "instrument"


class Polarity(StrEnum):
    """Whether the text says that it is so, or that it is not so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Factuality(StrEnum):
    """How far the text vouches for what a cue indicates."""

    FACT = "fact"
    """It was done, is done, or with negative polarity was not done."""
    PLANNED = "planned"
    """Its agent, or the text, expects that it will be done: "will", "agreed to", "is expected to"."""
    POSSIBLE = "possible"
    """It may be done or may have been done: "may", "considers", "wants to", "nearly"."""
    DEMANDED = "demanded"
    """Others want it done: "was urged to"."""
    DENIED = "denied"
    """The text reports that it is denied, or that it is false."""
    UNREAL = "unreal"
    """Under a condition, in a question, in fiction: "would have", "if", "whether"."""


@dataclass(frozen=True)
class Frame:
    """What decides the factuality of a cue."""

    id: str
    """The id of the rule."""
    extent: Extent
    """The words that govern the cue."""


@dataclass(frozen=True)
class Cue:
    """Words that may indicate an act, a stage or an instrument, with their arguments."""

    kind: CueKind
    label: str
    """Value of `Act`, `Status` or `Instrument`."""
    trigger: str
    """The id of the trigger that matched."""
    extent: Extent
    head: int
    """The token at the head of the cue."""
    sentence: int
    """`Sentence.index` of its sentence."""
    polarity: Polarity = Polarity.POSITIVE
    factuality: Factuality = Factuality.FACT
    frames: tuple[Frame, ...] = ()
    """What decided polarity and factuality, the nearest first."""
    agents: tuple[Argument, ...] = ()
    """Who acts: speakers of an act, parties of a stage; of an instrument, whose it is ("the pact between A and B")."""
    addressees: tuple[Argument, ...] = ()
    """To or about whom an act is, also where the phrase names a deed; with whom an agreement is made."""
    selves: tuple[Argument, ...] = ()
    """The cue holds only if these are the agents themselves, or whom they act for: "Peru" of "said Peru would help"."""
    doers: tuple[Argument, ...] = ()
    """Who does, or has, what the cue is about: "Chad" of "condemned Chad's raid" or "said Chad must withdraw". Victims,
    places and recipients of the deed are none."""
    matters: tuple[Extent, ...] = ()
    """What it is about: objects, clauses or a prepositional phrase, coordinated ones one by one."""
    attributions: tuple[int, ...] = ()
    """The attributions that hold the cue, the innermost first."""
    instruments: tuple[int, ...] = ()
    """The cues of kind `instrument` that a stage is the stage of."""
    instrument: str | None = None
    """Of a stage whose words name no instrument, the instrument that they imply ("bought jets"), as `Instrument`."""
    roles: tuple[str, str] = ("party", "party")
    """Roles of agents and addressees in an agreement, as `PartyRole`."""
    weak: bool = False
    """Whether the words leave the label to what is said ("said", "told")."""

    @property
    def matter(self) -> Extent | None:
        """Return all that it is about, as one part of the text."""
        return Extent(self.matters[0].start, max(one.end for one in self.matters)) if self.matters else None

    @property
    def performed(self) -> bool:
        """Return whether the text says that it was done."""
        return self.factuality is Factuality.FACT and self.polarity is Polarity.POSITIVE


@dataclass(frozen=True)
class Analysis:
    """The analysis of a text."""

    text: str
    sentences: tuple[Sentence, ...]
    """The sentences that were analysed, in order. Bylines are left out."""
    tokens: tuple[Token, ...]
    attributions: tuple[Attribution, ...]
    cues: tuple[Cue, ...]

    def words(self, extent: Extent) -> str:
        """Return the words of a part of the text."""
        return self.text[extent.start : extent.end]


class Analyzer(Protocol):
    """Analyses texts of one language."""

    @property
    def language(self) -> str:
        """Return the ISO 639 code of the language."""

    @property
    def version(self) -> str:
        """Return what results depend on: parser, weights, triggers."""

    def analyze(self, text: str, sentences: Sequence[Sentence]) -> Analysis:
        """Return the analysis of a text, given its sentences."""

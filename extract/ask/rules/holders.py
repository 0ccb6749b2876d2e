"""Find who has an agreement where the words of its stage do not name them: who acts in the sentence around it, and for
whom aid and arms are.
"""

from collections.abc import Iterable, Iterator

from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys, NamedAt
from extract.language.analysis import Argument, Cue, CueKind, Extent
from schemas import Act, Status

_OF_ONESELF = frozenset({Act.DECLARE, Act.PLEDGE, Act.AFFIRM, Act.ACKNOWLEDGE, Act.EMPHASIZE, Act.STATE})
"""Acts whose speaker may tell of an agreement of its own."""
_IMPERSONAL = frozenset({"decide", "agree", "resolve", "plan", "propose", "announce", "settle", "arrange"})
_MOVING = frozenset({"travel", "go", "return", "fly", "come", "visit", "move", "head", "run"})
_SUBJECTS = ("nsubj", "nsubjpass")
_VERBS = ("VERB", "AUX")
_CLIMBED = 8
"""Words between a noun and the verb that governs it, at most."""
_STATES = 2
"""Subjects that make an agreement that they welcome their own, at least."""


def holders(cue: Cue, noun: int, discourse: Discourse) -> Keys:
    """Return who acts in the clause that a noun stands in: Mali of "Mali announced its withdrawal from the treaty".

    A single one that takes a position on it is none: "Mali welcomed the signing of the treaty", but "Mali and Chad
    welcomed the signing of the treaty" - though not "Mali and Chad welcomed calls for a treaty".
    """
    verb = _verb_above(noun, discourse)
    if verb is None or verb == cue.head:
        return ()
    found = _subject_of(verb, discourse)
    acts = [one.label for one in discourse.beside(cue, CueKind.ACT) if one.head == verb]
    told_of_others = any(label not in _OF_ONESELF for label in acts) and not _is_with_other(cue)
    own = len(found) >= _STATES and cue.label != Status.PROPOSED
    return () if told_of_others and not own else found


def _is_with_other(cue: Cue) -> bool:
    """Whether the words say with whom alone: "defended the pact with Chad", not "defended Togo's pact with Chad"."""
    return bool(cue.addressees) and not cue.agents


def is_empty(subject: int, discourse: Discourse) -> bool:
    """Return whether "it" means nobody: "it was decided to set up a fund"; not "it decided to set up a fund"."""
    tokens = discourse.analysis.tokens
    impersonal = tokens[subject].dep == "nsubjpass" and tokens[tokens[subject].head].lemma in _IMPERSONAL
    return impersonal and tokens[subject].text.casefold() == "it"


def _verb_above(noun: int, discourse: Discourse) -> int | None:
    """The verb that governs a noun, through other nouns and prepositions."""
    tokens = discourse.analysis.tokens
    for _ in range(_CLIMBED):
        above = tokens[noun].head
        if above == noun:
            return None
        if tokens[above].pos in _VERBS:
            return above
        noun = above
    return None


def _subject_of(verb: int, discourse: Discourse) -> Keys:
    """Those whom the subject of a verb means; past verbs that share it ("met and announced")."""
    tokens = discourse.analysis.tokens
    for _ in range(_CLIMBED):
        subject = next((at for at in _before(verb, discourse) if tokens[at].dep in _SUBJECTS), None)
        if subject is not None and is_empty(subject, discourse):
            return ()
        if subject is not None:
            return _meant(subject, verb, discourse)
        if tokens[verb].dep not in ("conj", "xcomp", "advcl", "pcomp") or tokens[verb].head == verb:
            return ()
        verb = tokens[verb].head
    return ()


def _before(verb: int, discourse: Discourse) -> Iterator[int]:
    """The words closely before a verb that depend on it, the nearest first."""
    tokens = discourse.analysis.tokens
    return (at for at in range(verb - 1, max(-1, verb - 25), -1) if tokens[at].head == verb)


def _meant(subject: int, verb: int, discourse: Discourse) -> Keys:
    tokens = discourse.analysis.tokens
    first = subject
    while first > 0 and tokens[first - 1].head in range(first - 1, subject + 1) and tokens[first - 1].head != first - 1:
        first -= 1
    last = subject
    while last + 1 < verb and _belongs(last + 1, range(first, last + 1), discourse):
        last += 1
    phrase = Extent(tokens[first].extent.start, tokens[last].extent.end)
    places = [place for place in discourse.cast.within(*phrase) if discourse.cast.actors[place.key].known]
    if discourse.cast.at(*tokens[subject].extent):  # "Mali and Chad": not Togo of "Togo Cup side Mali"
        places = [place for place in places if discourse.governor(place) == verb]
    if places:
        return tuple(dict.fromkeys(place.key for place in places))
    owners = _owner_before(first, discourse)
    return discourse.references.actors(Argument(phrase, phrase, subject, owners, pronoun=tokens[subject].pos == "PRON"))


def _owner_before(first: int, discourse: Discourse) -> tuple[Extent, ...]:
    """The name whose possession begins at a word: Mali of "Mali's assembly"."""
    tokens = discourse.analysis.tokens
    owned = first > 1 and tokens[first - 1].dep == "case"
    place = discourse.cast.at(*tokens[first - 2].extent) if owned else None
    return (Extent(place.start, place.end),) if place else ()


def _belongs(at: int, phrase: range, discourse: Discourse) -> bool:
    """Whether a word goes on with a phrase: "and", "Saudi", "Arabia" with "Mali" in "Mali and Saudi Arabia"."""
    tokens = discourse.analysis.tokens
    above = tokens[tokens[at].head]
    return tokens[at].head in phrase or (above.dep in ("conj", "appos") and above.head in phrase)


def counterparts(parts: Iterable[Extent], words: frozenset[str], discourse: Discourse) -> Keys:
    """Return whom parts of a text name right behind one of these prepositions, or as a dative.

    Chad of "a loan of 2 million euros with Chad", though the parser gives "with" to the euros.
    """
    tokens = discourse.analysis.tokens
    found: dict[str, None] = {}
    for place in (place for part in parts for place in discourse.cast.within(*part)):
        above = discourse.governor(place)
        dative = tokens[discourse.tokens_in(place.start, place.end)[-1]].dep == "dative"
        stays = tokens[tokens[above].head].lemma not in _MOVING
        word = tokens[above].text.casefold()
        known = discourse.cast.actors[place.key].known or word == "with"
        if known and stays and (dative or word in words):
            found[place.key] = None
    return tuple(found)


def beneficiaries(cue: Cue, discourse: Discourse) -> Keys:
    """Return for whom aid or arms are: Mali of "promised $2 million to help the victims in Mali".

    They are the first named in the words that the stage is about, with those coordinated with them.
    """
    parts = (*cue.matters, *(one.extent for one in cue.addressees))
    places = sorted(_places(parts, cue, discourse), key=lambda place: place.start)
    if not places:
        return ()
    governor = discourse.governor(places[0])
    return tuple(dict.fromkeys(place.key for place in places if discourse.governor(place) == governor))


def _places(parts: Iterable[Extent], cue: Cue, discourse: Discourse) -> Iterator[NamedAt]:
    acting = {discourse.cast.principal(key) for key in discourse.actors(cue.agents, cue)}
    for part in parts:
        for place in discourse.cast.within(*part):
            new = discourse.cast.principal(place.key) not in acting
            if place.start >= cue.extent.start and new and discourse.cast.actors[place.key].known:
                yield place

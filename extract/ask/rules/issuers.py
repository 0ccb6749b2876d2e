"""Find who speaks as "we" or "I" outside quotations: who has the word in a conversation, else who issues the text.

The issuers are, in this order: of a joint text those whom its heading or the beginning of its first sentence lists;
who is said to begin to speak ("The minister said:"); whom the first sentence in the first person names beside its
pronoun ("We, the leaders of the G7"); the person whom the heading names as acting; the organisation or the states that
it names; the state whose office published the text.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from extract.document.numbering import Numbered
from extract.document.segment import Role, Sentence
from extract.entities.cast import Cast, NamedAt, state_key
from extract.entities.nouns import NounClass, is_noun, nouns
from extract.entities.token_index import TokenIndex
from schemas import ActorKind, MentionForm

_FIRST_PERSON = frozenset({"we", "i"})
_TOPIC = frozenset({"on", "against", "for", "about", "over", "to", "with", "regarding", "concerning"})
"""Words of a heading after which comes what the text is about, or to whom it is."""
_ISSUING = (ActorKind.IGO, ActorKind.STATE)
_TURN = 150
"""Characters before the colon with which a turn of a conversation opens, at most."""


_LABEL = 18
"""Words of such a label at most: titles of several offices, and a name."""


class Issuers:
    """Tells who speaks as "we" at a place of one text."""

    def __init__(self, index: TokenIndex, cast: Cast, shown: Numbered) -> None:
        self._turns = list(_turns(cast, shown))
        self.of_text = _issuers(index, cast, shown)

    def at(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the keys of those who speak in a sentence; empty if the text does not say who they are."""
        place = bisect_right(self._turns, sentence.index, key=lambda turn: turn[0]) - 1
        return self._turns[place][1] if place >= 0 else self.of_text


def _turns(cast: Cast, shown: Numbered) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The sentences that give somebody the word, with the speaker: "President of Mali Awa Diop: Thank you."

    One that gives it to somebody who is not named ("Question:") has no speaker.
    """
    capitals = _in_capitals(cast)
    for sentence in shown.sentences:
        label = _label(sentence.text[:_TURN])
        if label and sentence.role is not Role.HEADLINE and _is_label(label):
            people = _of_kinds(cast.within(sentence.start, sentence.start + len(label)), cast, (ActorKind.PERSON,))
            named = people[:1] or capitals.get(label.split("(")[0].split()[-1], ())
            yield sentence.index, named or _head_of_home(label, cast)


def _label(text: str) -> str:
    """What is before a colon, or before a remark in brackets that has none: "Awa Diop (retranslated)"."""
    label, colon, _ = text.partition(":")
    if colon:
        return label
    label, bracket, _ = text.partition("(")
    return label if bracket and len(label.split()) > 1 and text.partition(")")[0].endswith("translated") else ""


def _is_label(label: str) -> bool:
    """Whether words before a colon can be a name with its title: no verb in lower case, no quotation."""
    words = label.split("(")[0].replace(",", " ").split()
    small = [word for word in words if word[0].islower()]
    return bool(words) and len(words) < _LABEL and all(word in _SMALL or is_noun(word, *_TITLES) for word in small)


_SMALL = frozenset({"of", "the", "for", "and", "to", "at", "de", "al", "von", "van", "bin"})
_TITLES = (NounClass.TITLE, NounClass.OFFICE)


def _in_capitals(cast: Cast) -> dict[str, tuple[str, ...]]:
    """The persons by their last name as labels of turns write it: "PRIME MINISTER DIOP:"; without namesakes."""
    people = [one for one in cast.actors.values() if one.kind is ActorKind.PERSON]
    names = Counter(one.name.split()[-1].upper() for one in people)
    return {name: (one.key,) for one in people for name in [one.name.split()[-1].upper()] if names[name] == 1}


def _head_of_home(label: str, cast: Cast) -> tuple[str, ...]:
    """The head of the publishing state: "THE PRESIDENT:"."""
    if not any(is_noun(word, NounClass.HEAD) for word in label.split()):
        return ()
    heads = [one.key for one in cast.actors.values() if cast.home and one.country == cast.home and _is_head(one.office)]
    return tuple(heads[:1])


def _is_head(office: str | None) -> bool:
    return (office or "").casefold() in nouns(NounClass.HEAD)


def _issuers(index: TokenIndex, cast: Cast, shown: Numbered) -> tuple[str, ...]:
    heading = shown.sentences[0] if shown.sentences and shown.sentences[0].role is Role.HEADLINE else None
    named = (
        [place for place in cast.within(heading.start, heading.end) if not _is_topic(place, heading)] if heading else []
    )
    candidates = (
        _jointly(index, cast, shown, named) if heading and _is_joint(heading) else (),
        _introduced(shown, cast),
        _beside_pronoun(index, cast, shown),
        _of_kinds(named, cast, (ActorKind.PERSON,)),
        _holder(heading, cast) if heading else (),
        _of_kinds(named, cast, (ActorKind.IGO,)),
        (state_key(cast.home),) if cast.home else (),
    )
    return next((keys for keys in candidates if keys), ())


def _is_joint(heading: Sentence) -> bool:
    words = [word.casefold() for word in heading.text.split()]
    return "joint" in words and any(is_noun(word, NounClass.TEXT) for word in words)


def _jointly(index: TokenIndex, cast: Cast, shown: Numbered, named: Iterable[NamedAt]) -> tuple[str, ...]:
    """The states and organisations that a joint text names as its own: in its heading, else before its first verb.

    "Joint Statement of Mali and Chad on Water"; "Mali, Chad and Togo consider the lake ..." under "Joint Statement".
    """
    body = next((sentence for sentence in shown.sentences if sentence.role is not Role.HEADLINE), None)
    verb = _first_verb(index, body) if body else None
    leading = cast.within(body.start, verb) if body and verb else ()
    for places in (named, (one for one in leading if one.form is not MentionForm.DEMONYM)):
        keys = dict.fromkeys(cast.principal(place.key) for place in places)
        issuers = tuple(key for key in keys if cast.actors[key].kind in _ISSUING)
        if len(issuers) > 1:
            return issuers
    return ()


def _first_verb(index: TokenIndex, sentence: Sentence) -> int | None:
    """Where the main verb of a sentence begins."""
    inside = index.inside(sentence.start, sentence.end)
    verbs = (
        index.tokens[at] for at in inside if index.tokens[at].head == at and index.tokens[at].pos in ("VERB", "AUX")
    )
    return next((verb.extent.start for verb in verbs), None)


def _introduced(shown: Numbered, cast: Cast) -> tuple[str, ...]:
    """The sayer of the first sentence that ends in a colon."""
    for sentence in shown.sentences:
        if sentence.text.rstrip().endswith(":"):
            people = _of_kinds(cast.within(sentence.start, sentence.end), cast, (ActorKind.PERSON,))
            if people:
                return people[:1]
    return ()


def _beside_pronoun(index: TokenIndex, cast: Cast, shown: Numbered) -> tuple[str, ...]:
    """The organisation or the states that the first sentence with "we" names before the verb of "we"."""
    for sentence in shown.sentences:
        if sentence.role is Role.HEADLINE:
            continue
        verb = _verb_of_we(index, sentence)
        if verb is not None:
            places = [one for one in cast.within(sentence.start, verb) if one.form is not MentionForm.DEMONYM]
            found = _of_kinds(places, cast, _ISSUING)
            return found if len(found) > 1 or _of_kinds(places, cast, (ActorKind.IGO,)) else ()
    return ()


def _verb_of_we(index: TokenIndex, sentence: Sentence) -> int | None:
    """Where the verb begins that the first "we" of a sentence depends on."""
    for token in (index.tokens[at] for at in index.inside(sentence.start, sentence.end)):
        if token.text.casefold() in _FIRST_PERSON:
            return max(index.tokens[token.head].extent.start, token.extent.start)
    return None


def _is_topic(place: NamedAt, heading: Sentence) -> bool:
    before = heading.text[: place.start - heading.start].casefold().split()
    return bool(_TOPIC & set(before))


def _of_kinds(places: Iterable[NamedAt], cast: Cast, kinds: tuple[ActorKind, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.key for place in places if cast.actors[place.key].kind in kinds))


def _holder(heading: Sentence, cast: Cast) -> tuple[str, ...]:
    """The person whose office opens the heading ("Foreign Secretary welcomes ...")."""
    offices = ((actor.key, (actor.office or "").casefold()) for actor in cast.actors.values())
    return tuple(key for key, office in offices if office and heading.text.casefold().startswith(office))[:1]

"""Decide who speaks a statement, and to or about whom, after the coding guide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.ask.rules.deals import Deals
from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys, NamedAt
from extract.language.analysis import Attribution, Cue, Extent
from schemas import Act, ActorKind, MentionForm

_FOR_OTHERS = frozenset(
    {Act.PLEDGE, Act.AFFIRM, Act.SUPPORT, Act.OFFER, Act.EXPRESS_SOLIDARITY, Act.THREATEN, Act.DECLARE}
)
"""Acts that are for somebody."""
_AGAINST_NOBODY = frozenset({Act.SUPPORT, Act.AFFIRM, Act.OFFER, Act.EXPRESS_SOLIDARITY})
"""Acts of which "against" and "on" do not name those for whom they are."""
_BLAMING = frozenset({Act.ACCUSE, Act.CRITICIZE, Act.CONDEMN})
_SECOND_PERSON = frozenset({"you", "your", "yours", "yourself"})
_POSSESSIVE = ("'s", "’s")
_FOR = frozenset({"for", "to", "with", "of", "towards", "toward"})
_AGAINST = frozenset({"on", "against"})


@dataclass(frozen=True)
class Voices:
    """The actors of a statement."""

    speakers: Keys
    recipients: Keys
    sure: bool
    """Whether the words of the act itself name the recipients, not the matter or an earlier sentence."""
    source: str | None
    """Words that name who relays it, if another than the speakers does."""


def find_voices(cue: Cue, discourse: Discourse, deals: Deals) -> Voices:
    """Return the speakers, the recipients and the source of an act; without speakers the article names none.

    `deals` has the parties of the agreements of the article.
    """
    speakers = _by_mouth(_speakers(cue, discourse), cue, discourse)
    named = _recipients(_addressed(cue, discourse), speakers, discourse)
    concerned = (*_concerned(cue, discourse, deals), _spoken_to(cue, speakers, discourse))
    recipients = named or _recipients(concerned, speakers, discourse)
    return Voices(speakers, recipients, bool(named) or not recipients, _source(cue, speakers, discourse))


def _speakers(cue: Cue, discourse: Discourse) -> Keys:
    """Who acts in the words of the cue; who issues the text, where a statement has no subject for them.

    "Mali condemned the raid": Mali. "Critics condemned the raid": nobody, and Mali is not taken for them. "The raid was
    unlawful" in a statement by Mali: Mali.
    """
    found = discourse.actors(cue.agents, cue) if cue.agents else discourse.issuing(cue)
    return tuple(key for key in found if discourse.kind(key) is not ActorKind.MEDIA)


def _by_mouth(speakers: Keys, cue: Cue, discourse: Discourse) -> Keys:
    """The person who says what their state or an organisation does: "'Mali stands ready to help', Diop said".

    Where a person says that somebody else performed an act ("Diop said that Chad had condemned the raid"), nobody: such
    acts inside acts need not be coded. An office or outlet that relays words changes nothing.
    """
    for attribution in discourse.attributions(cue) if speakers else ():
        people = [key for key in discourse.sources(attribution) if discourse.kind(key) is ActorKind.PERSON]
        if not people or attribution.relayed or set(people) & set(speakers):
            continue
        own = {discourse.cast.principal(key) for key in people} & {discourse.cast.principal(key) for key in speakers}
        own = own or {key for key in people if _speaks_for_none(key, discourse)}
        organised = all(discourse.kind(key) is ActorKind.IGO for key in speakers)
        return tuple(people) if organised or (own and not _are_people(speakers, discourse)) else ()
    return _by_author(speakers, discourse)


def _speaks_for_none(key: str, discourse: Discourse) -> bool:
    """Whether the text gives an official without a state: "Secretary of State Ana Sol"."""
    actor = discourse.cast.actors[key]
    return bool(actor.office) and actor.country is None and actor.represents is None


def _by_author(speakers: Keys, discourse: Discourse) -> Keys:
    """The official who issues a text for the state that speaks in it: "Mali stands ready" in a statement by Diop."""
    author = [key for key in discourse.issuers if discourse.kind(key) is ActorKind.PERSON]
    own = author and speakers == (discourse.cast.principal(author[0]),)
    return tuple(author) if own and discourse.in_first_person else speakers


def _are_people(keys: Keys, discourse: Discourse) -> bool:
    return any(discourse.kind(key) is ActorKind.PERSON for key in keys)


def _recipients(found: Iterable[Keys], speakers: Keys, discourse: Discourse) -> Keys:
    """The first of these that are not the speakers themselves, or those for whom they speak, and no outlet."""
    own = {*speakers, *(discourse.cast.principal(key) for key in speakers)}
    others = (
        tuple(key for key in keys if key not in own and discourse.kind(key) is not ActorKind.MEDIA) for keys in found
    )
    return tuple(dict.fromkeys(next((keys for keys in others if keys), ())))


def _addressed(cue: Cue, discourse: Discourse) -> Iterator[Keys]:
    """Those addressed, those whose conduct it is, those to whom the words for either belong."""
    yield discourse.actors(cue.addressees, cue)
    yield discourse.actors(cue.doers, cue)
    yield tuple(key for one in (*cue.addressees, *cue.doers) for key in discourse.references.owners(one))


def _concerned(cue: Cue, discourse: Discourse, deals: Deals) -> Iterator[Keys]:
    """The parties of the agreement that it is about; whose deed it was before; for whom a promise, praise or threat is;
    of other acts, who has or does what it is about."""
    if cue.label != Act.EXPRESS_HOPE:
        yield deals.parties_in(cue, discourse)
    yield tuple(key for one in cue.addressees for key in discourse.references.owner_of_earlier(one.head))
    others = cue.label in _FOR_OTHERS and not _praises(cue, discourse)
    if others:
        yield _beneficiaries(cue, discourse)
    if (not others or cue.label == Act.DECLARE) and not _blames_subject(cue):
        yield _responsible(cue, discourse)


def _spoken_to(cue: Cue, speakers: Keys, discourse: Discourse) -> Keys:
    """The other of two who talk, where the words say "you": "Mr President, I thank you for your help"."""
    extents = (Extent(*discourse.matter(cue)), *(one.extent for one in cue.addressees))
    words = {word.strip(".,;:!?") for extent in extents for word in discourse.words(extent).casefold().split()}
    if _SECOND_PERSON.isdisjoint(words):
        return ()
    own = {discourse.cast.principal(key) for key in speakers}
    others = [key for key in discourse.references.talking if discourse.cast.principal(key) not in own]
    return tuple(others) if len(others) == 1 else ()


def _praises(cue: Cue, discourse: Discourse) -> bool:
    """Whether words praise a deed, whose doer they are to: "welcomed the vote", not "expressed support for Mali"."""
    *_, last = discourse.words(cue.extent).casefold().split()
    return cue.label == Act.SUPPORT and last not in ("support", "backing")


def _blames_subject(cue: Cue) -> bool:
    """Whether a charge has its target before it, which names behind it do not replace: "gangs violated Mali's law"."""
    return cue.label in _BLAMING and bool(cue.addressees) and cue.addressees[0].head < cue.head


def _beneficiaries(cue: Cue, discourse: Discourse) -> Keys:
    """The actors for or against whom something is: "the commitment to Mali", "measures against Mali"."""
    tokens = discourse.analysis.tokens
    before = _FOR if cue.label in _AGAINST_NOBODY else _FOR | _AGAINST
    return tuple(
        place.key
        for place in _named_in(cue, discourse)
        for head in [tokens[discourse.governor(place)]]
        if place.form is not MentionForm.DEMONYM and (head.text.casefold() in before or head.pos == "VERB")
        if not _is_aside(discourse.governor(place), cue, discourse)
    )


def _is_aside(at: int, cue: Cue, discourse: Discourse) -> bool:
    """Whether a word is in a clause that only describes something: "the fund that Mali and Chad set up"."""
    tokens = discourse.analysis.tokens
    while tokens[at].head != at and at != cue.head:
        if tokens[at].dep == "relcl":
            return True
        at = tokens[at].head
    return False


def _responsible(cue: Cue, discourse: Discourse) -> Keys:
    """The actor who has or does what a matter is about: "the situation in Mali's north", "a base that Mali built"."""
    tokens = discourse.analysis.tokens
    found = []
    for place in _named_in(cue, discourse):
        last = discourse.tokens_in(place.start, place.end)[-1]
        head = discourse.governor(place)
        owns = place.form is MentionForm.DEMONYM or discourse.analysis.text.startswith(_POSSESSIVE, place.end)
        if owns or (tokens[head].pos in ("VERB", "AUX") and head > last):
            found.append(place.key)
    return tuple(found[:1])


def _named_in(cue: Cue, discourse: Discourse) -> Iterator[NamedAt]:
    places = discourse.cast.within(*discourse.matter(cue))
    return (place for place in places if discourse.cast.actors[place.key].known)


def _source(cue: Cue, speakers: Keys, discourse: Discourse) -> str | None:
    for attribution in discourse.attributions(cue):
        if attribution.sources and not set(discourse.sources(attribution)) & set(speakers):
            return _words(attribution, discourse)
    return None


def _words(attribution: Attribution, discourse: Discourse) -> str:
    return discourse.words(attribution.sources[0].extent)

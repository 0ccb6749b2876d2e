"""Decide who speaks a statement, after the coding guide."""

from dataclasses import dataclass

from extract.ask.rules.deals import Deals
from extract.ask.rules.discourse import Discourse
from extract.ask.rules.recipients import addressed, chosen, concerned, spoken_to
from extract.entities.cast import Keys
from extract.language.analysis import Attribution, Cue
from schemas import Act, ActorKind


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
    if cue.label == Act.DENY or not cue.performed:  # whose deed is denied is no recipient
        return Voices(speakers, (), True, _source(cue, speakers, discourse))
    named = chosen(addressed(cue, discourse), speakers, cue, discourse)
    others = (*concerned(cue, discourse, deals), spoken_to(cue, speakers, discourse))
    recipients = named or chosen(others, speakers, cue, discourse)
    return Voices(speakers, recipients, bool(named) or not recipients, _source(cue, speakers, discourse))


def _speakers(cue: Cue, discourse: Discourse) -> Keys:
    """Who acts in the words of the cue; who issues the text, where a statement has no subject for them.

    "Mali condemned the raid": Mali. "Critics condemned the raid": nobody, and Mali is not taken for them. "The raid was
    unlawful" in a statement by Mali: Mali.
    """
    found = discourse.actors(cue.agents, cue) if cue.agents else discourse.issuing(cue)
    return tuple(key for key in found if discourse.kind(key) is not ActorKind.MEDIA)


def _by_mouth(speakers: Keys, cue: Cue, discourse: Discourse) -> Keys:
    """The one who says what their state or an organisation does: "'Mali stands ready to help', Diop said".

    So does a ministry where the state is not named: "the ministry said that the nation would answer". Where a person
    says that somebody else performed an act ("Diop said that Chad had condemned the raid"), nobody: such acts inside
    acts need not be coded. An office or outlet that relays words changes nothing.
    """
    for attribution in discourse.attributions(cue) if speakers else ():
        sayers = discourse.sources(attribution)
        people = [key for key in sayers if discourse.kind(key) is ActorKind.PERSON]
        if attribution.relayed or set(sayers) & set(speakers):
            continue
        if not people:
            bodies = _own_bodies(sayers, speakers, discourse) if _is_described(cue, discourse) else ()
            if bodies:
                return bodies
            continue
        own = discourse.principals(people) & discourse.principals(speakers)
        own = own or {key for key in people if discourse.speaks_for_none(key)}
        organised = all(discourse.kind(key) is ActorKind.IGO for key in speakers)
        if own and _are_people(speakers, discourse):
            return speakers  # a spokesman tells what his president did
        return tuple(people) if organised or own else ()
    return _by_author(speakers, discourse)


def _is_described(cue: Cue, discourse: Discourse) -> bool:
    """Whether no name says who acts: "the nation", "it", "we"."""
    return all(discourse.analysis.tokens[one.head].pos != "PROPN" for one in cue.agents)


def _own_bodies(sayers: Keys, speakers: Keys, discourse: Discourse) -> Keys:
    """The public bodies that say what their state does: "the Malian ministry said that the nation", not "that Chad"."""
    bodies = [key for key in sayers if discourse.kind(key) is ActorKind.PUBLIC_BODY]
    own = len(bodies) == len(sayers) and {discourse.cast.principal(key) for key in bodies} == set(speakers)
    return tuple(bodies) if own else ()


def _by_author(speakers: Keys, discourse: Discourse) -> Keys:
    """The official who issues a text for the state that speaks in it: "Mali stands ready" in a statement by Diop."""
    author = [key for key in discourse.issuers if discourse.kind(key) is ActorKind.PERSON]
    own = author and speakers == (discourse.cast.principal(author[0]),)
    return tuple(author) if own and discourse.in_first_person else speakers


def _are_people(keys: Keys, discourse: Discourse) -> bool:
    return any(discourse.kind(key) is ActorKind.PERSON for key in keys)


def _source(cue: Cue, speakers: Keys, discourse: Discourse) -> str | None:
    for attribution in discourse.attributions(cue):
        if attribution.sources and not set(discourse.sources(attribution)) & set(speakers):
            return _words(attribution, discourse)
    return None


def _words(attribution: Attribution, discourse: Discourse) -> str:
    return discourse.words(attribution.sources[0].extent)

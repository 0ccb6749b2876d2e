"""Decide whether a statement is about security or foreign policy.

It is if its sentence has words of a security context. It is likely to be if an official or an organisation speaks
about another state, or if the article is about security for a good part. Courtesies are not, and nothing is in an
article that names no state and no organisation of states, as reports on matches with their attacks and defences.
"""

from enum import StrEnum

from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys
from extract.language.analysis import Cue
from extract.language.en.contexts import is_security
from schemas import Act, ActorKind

_COURTESIES = frozenset(
    "hospitality birthday holiday holidays christmas easter ramadan eid passover anniversary condolences stay wishes "
    "attention welcome".split()
)
_OCCASIONS = frozenset(
    "visit meeting opportunity chance word words appointment participation presence conversation report question "
    "answer congratulation congratulations day".split()
)
"""Nouns of what is thanked for, praised or hoped of out of courtesy."""
_POLITE = frozenset({Act.SUPPORT, Act.EXPRESS_HOPE})
_OF_ONESELF = frozenset({Act.PLEDGE, Act.DECLARE, Act.THREATEN, Act.WARN, Act.ACKNOWLEDGE, Act.DENY})
"""Acts that may be on security without another state: "Mali would guard its border"."""
_POWERS = (ActorKind.STATE, ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.ARMED_GROUP)


class Topic(StrEnum):
    """Whether a statement is about security or foreign policy, as far as words tell."""

    ON = "on"
    LIKELY = "likely"
    """No word of its sentence says so; an official speaks about another state, or in an article about security."""
    OFF = "off"


def topic_of(cue: Cue, speakers: Keys, discourse: Discourse) -> Topic:
    """Return whether an act takes a position on security or foreign policy."""
    if not speakers or not discourse.names_powers or _is_courtesy(cue, discourse):
        return Topic.OFF
    of_oneself = cue.weak or not cue.performed or cue.label in _OF_ONESELF
    defends = of_oneself and is_security(discourse.words(discourse.matter(cue)))
    if not defends and not _names_others(speakers, discourse):
        return Topic.OFF
    matter = discourse.words(cue.matter) if cue.matter else ""
    if cue.label == Act.DECLARE and not (is_security(matter) or cue.addressees):
        return Topic.OFF
    if is_security(discourse.sentence(cue).text):
        return Topic.ON
    if not any(discourse.cast.actors[key].known for key in speakers):
        return Topic.OFF  # a hotel that warns of its prices
    official = any(_has_power(key, discourse) for key in speakers)
    about_another = official and _names_another(cue, speakers, discourse)
    return Topic.LIKELY if about_another or discourse.is_on_security else Topic.OFF


def _is_courtesy(cue: Cue, discourse: Discourse) -> bool:
    matter = discourse.words(cue.matter).casefold() if cue.matter else ""
    if _COURTESIES & set(matter.split()) and not is_security(discourse.sentence(cue).text):
        return True
    return cue.label in _POLITE and (_is_greeting(cue, discourse) or _is_occasion(cue, discourse))


def _is_greeting(cue: Cue, discourse: Discourse) -> bool:
    """Whether a person is welcomed as a guest: "welcomed the president to the palace", not "welcomed the decision"."""
    greeted = discourse.actors(cue.addressees, cue)
    tokens = discourse.analysis.tokens
    guests = bool(greeted) and all(discourse.kind(key) is ActorKind.PERSON for key in greeted)
    return guests and tokens[cue.head].lemma in ("welcome", "greet", "host", "receive")


def _is_occasion(cue: Cue, discourse: Discourse) -> bool:
    """Whether what is praised or hoped of is a meeting or a kind word, or "you" are thanked for none of security."""
    if cue.addressees and all(discourse.words(one.extent).casefold() == "you" for one in cue.addressees):
        return not is_security(discourse.words(discourse.matter(cue)))
    heads = [at for matter in cue.matters for at in discourse.heads(matter)]
    subjects = [one for at in heads for one in discourse.dependents_before(at, "nsubj")]
    return any(one.lemma in _OCCASIONS for one in (*subjects, *(discourse.analysis.tokens[at] for at in heads)))


def _names_others(speakers: Keys, discourse: Discourse) -> bool:
    """Whether the article names a state, an organisation or an armed group beside those that persons speak for."""
    if not all(discourse.kind(key) is ActorKind.PERSON for key in speakers):
        return True
    own = {discourse.cast.actors[key].country for key in speakers}
    foreign = None not in own and any(discourse.cast.actors[key].country not in own for key in discourse.powers)
    return foreign or len(discourse.powers) > 1


def _has_power(key: str, discourse: Discourse) -> bool:
    """Whether an actor is, or acts for, a state, an organisation or an armed group."""
    actor = discourse.cast.actors[key]
    return actor.kind in _POWERS or bool(actor.office) or actor.country is not None


def _names_another(cue: Cue, speakers: Keys, discourse: Discourse) -> bool:
    sentence = discourse.sentence(cue)
    own = {discourse.cast.actors[key].country for key in speakers}
    named = {discourse.cast.actors[place.key].country for place in discourse.cast.within(sentence.start, sentence.end)}
    return bool(named - own - {None})

"""Read what a neutral verb says of the speaker's own conduct (ruling 17): "said Mali would send troops" by a Malian.

Who speaks and who is to act must be the same, or of the same state; only the actors of the article can tell that.
"""

from collections.abc import Iterator

from extract.ask.rules.discourse import FIRST_PERSON, Discourse
from extract.entities.cast import Keys
from extract.entities.nouns import ORGANISED, NounClass, is_noun
from extract.language.analysis import Argument, Cue, CueKind, Factuality, Polarity, Token
from schemas import Act

_TO_OTHERS = frozenset({Act.ACCUSE, Act.CRITICIZE, Act.CONDEMN, Act.DEPLORE, Act.URGE, Act.DEMAND, Act.REQUEST})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll"})
_PLANNING = frozenset({"plan", "intend", "prepare"})
_OF_DUTY = frozenset({"urge-must", "urge-have-to"})
"""Triggers of which the subject is who must act."""
_ACTING = (NounClass.STATE, NounClass.BODY, NounClass.PERSONS, NounClass.STATES)
"""Nouns of those who act for the speaker: "our country", "our forces"."""
_STATES = frozenset(
    "be have need become remain seem depend benefit suffer lose face like love want mean happen fall rise get "
    "meet visit travel attend arrive speak discuss study consider review see know go forget "
    "remember say tell succeed".split()
)
"""Verbs of what happens to somebody, or of a schedule, which promise nothing."""
_THINKING = frozenset({"believe", "think", "feel"})
"""Verbs that give a view of what will be, and promise nothing."""
_DEFIED = frozenset("give yield bow surrender submit capitulate retreat back stop cease halt abandon".split())
"""Verbs of giving in, of which a refusal is defiance: "would not give in to terrorism"."""
_PREVENTED = frozenset("let allow permit leave forget rest hesitate waver".split())
"""Verbs of which a refusal is a promise: "will not let them down"."""
_MEASURES = frozenset("boycott close expel recall quit leave ban suspend halt stop cut withdraw pull impose".split())
"""Verbs of measures that are declared when they are announced."""


def own_conduct(cue: Cue, speakers: Keys, discourse: Discourse) -> Act | None:
    """Return the act of words on the speaker's own conduct: a promise, or an announced measure; None if it is neither.

    Of a Malian, "said Mali would guard the border" is a pledge, "said Mali plans to close the border" declares it.
    "Said Chad would guard the border" and "said Mali would be poorer" are neither.
    """
    if discourse.analysis.tokens[cue.head].lemma in _THINKING:
        return None
    own = {discourse.cast.principal(key) for key in speakers}
    for subject in cue.doers:
        keys = speakers if _is_first_person(subject, discourse) else discourse.actors((subject,), cue)
        if keys and {discourse.cast.principal(key) for key in keys} <= own:
            verb = discourse.analysis.tokens[subject.head].head
            return None if _performs_more(verb, cue, discourse) else _act(verb, discourse)
    return None


def denied_charge(cue: Cue, discourse: Discourse) -> Act | None:
    """Return the act of a charge that its speaker negates: "said Mali had not breached the truce" denies it.

    None of "Mali did not accuse Chad", where nothing is said, and of what is no charge.
    """
    said = any(one.sources and one.sources == cue.agents for one in discourse.attributions(cue))
    denied = cue.polarity is Polarity.NEGATIVE and cue.factuality is Factuality.FACT
    return Act.DENY if said and denied and cue.label == Act.ACCUSE else None


def is_of_others(cue: Cue, speakers: Keys, discourse: Discourse) -> bool:
    """Whether words that must be on the speaker's own conduct are on that of others, or of things.

    Of "Mali will help Togo" by a Malian they are not; of "Chad will help Togo", "the road will help traders" they are.
    """
    own = {discourse.cast.principal(key) for key in speakers}
    return not all(_is_own(subject, own, cue, discourse) for subject in cue.selves)


def _is_own(subject: Argument, own: set[str], cue: Cue, discourse: Discourse) -> bool:
    keys = discourse.actors((subject,), cue)
    if keys:
        return {discourse.cast.principal(key) for key in keys} <= own
    first, *_ = discourse.words(subject.extent).casefold().split()
    return first in FIRST_PERSON and is_noun(discourse.analysis.tokens[subject.head].lemma, *_ACTING)


def is_to_itself(cue: Cue, speakers: Keys, discourse: Discourse) -> bool:
    """Whether the conduct blamed or urged is the speakers' own: "we failed to mediate", "we must act", by a Malian."""
    own = {discourse.cast.principal(key) for key in speakers}
    subjects = cue.addressees or (cue.agents if cue.trigger in _OF_DUTY else ())
    if cue.trigger in _OF_DUTY and subjects and all(_is_first_person(one, discourse) for one in subjects):
        return True
    to = discourse.actors((*cue.addressees, *cue.doers), cue)
    return cue.label in _TO_OTHERS and bool(to) and {discourse.cast.principal(key) for key in to} <= own


def is_of_things(cue: Cue, discourse: Discourse) -> bool:
    """Whether a thing is to do something: "the talks should help", not "Mali must act", "the raids must be ended"."""
    if cue.trigger not in _OF_DUTY or discourse.actors((*cue.addressees, *cue.doers), cue):
        return False
    if any(
        one.performed and not one.weak and one.matter and one.matter.holds(cue.extent)
        for one in _acts_beside(cue, discourse)
    ):
        return True
    tokens = discourse.analysis.tokens
    passive = discourse.dependents_before(cue.head, "auxpass", "nsubjpass")
    things = [one for one in cue.addressees if not is_noun(tokens[one.head].lemma, *_ACTING, *ORGANISED)]
    return bool(things) and len(things) == len(cue.addressees) and not passive


def _acts_beside(cue: Cue, discourse: Discourse) -> Iterator[Cue]:
    return (one for one in discourse.beside(cue, CueKind.ACT) if one is not cue)


def _is_first_person(argument: Argument, discourse: Discourse) -> bool:
    return argument.pronoun and discourse.words(argument.extent).casefold() in FIRST_PERSON


def _act(verb: int, discourse: Discourse) -> Act | None:
    token = discourse.analysis.tokens[verb]
    if token.pos not in ("VERB", "AUX") or token.lemma.casefold() in _STATES:
        return None
    if any(one.text.casefold() in _FUTURE for one in _auxiliaries(verb, discourse)):
        if discourse.is_negated(verb):
            return _refusal(token.lemma.casefold())
        return Act.DECLARE if token.lemma.casefold() in _MEASURES else Act.PLEDGE
    return Act.DECLARE if token.lemma.casefold() in _PLANNING else None


def _refusal(verb: str) -> Act:
    """The act of what one says one will not do: defiance, a promise to go on, or a refusal."""
    if verb in _DEFIED:
        return Act.DECLARE
    return Act.PLEDGE if verb in _PREVENTED else Act.REJECT


def _performs_more(verb: int, cue: Cue, discourse: Discourse) -> bool:
    """Whether a verb is a cue of its own: "said it would retaliate" is a threat, and no pledge beside it."""
    return any(one.head == verb and one.performed and not one.weak for one in discourse.beside(cue, CueKind.ACT))


def _auxiliaries(verb: int, discourse: Discourse) -> Iterator[Token]:
    tokens = discourse.analysis.tokens
    return (tokens[at] for at in range(max(0, verb - 4), verb) if tokens[at].head == verb and tokens[at].pos == "AUX")

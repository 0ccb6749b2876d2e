"""Read what a neutral verb says of the speaker's own conduct (ruling 17): "said Mali would not yield" by a Malian.

Who speaks and who is to act must be the same, or of the same state; only the actors of the article can tell that.
"""

from collections.abc import Iterator

from extract.ask.rules.discourse import FIRST_PERSON, Discourse
from extract.entities.cast import Keys
from extract.entities.nouns import ORGANISED, NounClass, is_noun
from extract.language.analysis import Argument, Cue, CueKind, Factuality, Polarity, Token
from extract.language.en.records import words
from schemas import Act, ActorKind

_TO_OTHERS = frozenset({Act.ACCUSE, Act.CRITICIZE, Act.CONDEMN, Act.DEPLORE, Act.URGE, Act.DEMAND, Act.REQUEST})
_FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll"})
_PLANNING = frozenset({"plan", "intend", "prepare"})
_OF_DUTY = frozenset({"urge-must", "urge-have-to"})
"""Triggers of which the subject is who must act."""
_OF_OTHERS = "-of-", "urge-want", "urge-duty", "support-role", "support-partner"
"""Parts of the names of triggers that count on another actor of the article alone: "killed", not of a storm."""
_DEEDS = frozenset({"accuse-of-attack", "accuse-of-strike", "accuse-of-crossing", "accuse-behind", "accuse-deed"})
"""Triggers of deeds that a speaker blames on another, and claims where they are its own."""
_ACTING = (NounClass.STATE, NounClass.BODY, NounClass.PERSONS, NounClass.STATES)
"""Nouns of those who act for the speaker: "our country", "our forces"."""
_FORCES = frozenset(
    "soldier troop force army navy fighter men commando warplane jet aircraft drone missile ship police".split()
)
"""Nouns of what fights for the speaker."""
_THEIRS = frozenset({"its", "his", "her", "their"})
_ANYBODY = frozenset({"those", "all", "everyone", "everybody", "anyone", "anybody", "nobody", "whoever"})
_THINKING = frozenset({"believe", "think", "feel"})
"""Verbs that give a view of what will be, and promise nothing."""
_DEFIED = frozenset("give yield bow surrender submit capitulate retreat back stop cease halt abandon".split())
"""Verbs of giving in, of which a refusal is defiance: "would not give in to terrorism"."""
_PREVENTED = frozenset("let allow permit leave forget rest hesitate waver".split())
"""Verbs of which a refusal is a promise: "will not let them down"."""


def own_conduct(cue: Cue, speakers: Keys, discourse: Discourse) -> Act | None:
    """Return the act of words on the speaker's own conduct, where none of them is a cue; None if they perform none.

    Of a Malian, "said Mali would not yield" is a refusal, "said Mali plans to close the border" declares it. "Said Chad
    would not yield" and "said Mali would be poorer" are none.
    """
    if discourse.analysis.tokens[cue.head].lemma in _THINKING:
        return None
    own = discourse.principals(speakers)
    for subject in cue.doers:
        own_force = _is_first_person(subject, discourse) or _belongs(subject, _THEIRS, discourse)
        keys = speakers if own_force else discourse.actors((subject,), cue)
        if keys and _are_own(keys, own, discourse):
            verb = discourse.analysis.tokens[subject.head].head
            return None if _performs_more(verb, cue, discourse) else _act(verb, discourse)
    return None


def denied_charge(cue: Cue, discourse: Discourse) -> Act | None:
    """Return the act of a charge that its speaker negates: "said Mali had not breached the truce" denies it.

    None of "Mali did not accuse Chad", where nothing is said, and of what is no charge.
    """
    said = any(one.sources and one.sources == cue.agents for one in discourse.attributions(cue))
    denied = cue.polarity is Polarity.NEGATIVE and cue.factuality is Factuality.FACT
    charged = cue.label == Act.ACCUSE or cue.trigger in ("declare-self", "declare-cut")
    return Act.DENY if said and denied and charged else None


def is_of_others(cue: Cue, speakers: Keys, discourse: Discourse) -> bool:
    """Whether words that must be on the speaker's own conduct are on that of others, or of things.

    Of "Mali will help Togo" by a Malian they are not; of "Chad will help Togo", "the road will help traders" they are.
    """
    own = discourse.principals(speakers)
    return not all(_is_own(subject, own, cue, discourse) for subject in cue.selves)


def _is_own(subject: Argument, own: set[str], cue: Cue, discourse: Discourse) -> bool:
    keys = discourse.actors((subject,), cue)
    if keys:
        return _are_own(keys, own, discourse)
    return _belongs(subject, FIRST_PERSON | _THEIRS, discourse)


def _belongs(subject: Argument, owners: frozenset[str], discourse: Discourse) -> bool:
    """Whether a noun is of those who act for the speaker: "our country", "its soldiers"; not "our road"."""
    first, *_ = discourse.words(subject.extent).casefold().split()
    noun = discourse.analysis.tokens[subject.head].lemma.casefold()
    return first in owners and (noun in _FORCES or is_noun(noun, *_ACTING))


def _are_own(keys: Keys, own: set[str], discourse: Discourse) -> bool:
    """Whether these are the speakers or those for whom they act; of an official without a state, the state of which
    he speaks: "Mali will send troops, President Diop said", not "Mali will send troops, President Diop of Chad said".
    """
    if discourse.principals(keys) <= own:
        return True
    states = all(discourse.kind(key) is ActorKind.STATE for key in keys)
    return states and len(keys) == 1 and all(discourse.speaks_for_none(key) for key in own)


def is_to_itself(cue: Cue, speakers: Keys, discourse: Discourse) -> bool:
    """Whether the conduct blamed or urged is the speakers' own: "we failed to mediate", "we must act", by a Malian."""
    own = discourse.principals(speakers)
    subjects = cue.addressees or (cue.agents if cue.trigger in _OF_DUTY else ())
    if cue.trigger in _OF_DUTY and subjects and all(_is_first_person(one, discourse) for one in subjects):
        return True
    others = (one for one in (*cue.addressees, *cue.doers) if not _is_third_person(one, discourse))
    to = discourse.actors(others, cue)
    if cue.label == Act.ACCUSE and any(_belongs(one, _THEIRS, discourse) for one in cue.addressees):
        return True
    return cue.label in _TO_OTHERS and bool(to) and discourse.principals(to) <= own


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
    known = (*_ACTING, *ORGANISED)
    things = [
        one
        for one in cue.addressees
        if tokens[one.head].lemma.casefold() not in _ANYBODY and not is_noun(tokens[one.head].lemma, *known)
    ]
    return bool(things) and len(things) == len(cue.addressees) and not passive


def claimed_deed(cue: Cue, discourse: Discourse) -> Act | None:
    """Return the act of words on a deed of the speaker's own: "Mali said it had hit the camp" claims it.

    None of other conduct ("we failed"), and of "they", who seldom are the speakers.
    """
    others = any(discourse.words(one.extent).casefold() == "they" for one in cue.addressees)
    return Act.ACKNOWLEDGE if cue.trigger in _DEEDS and not others else None


def is_of_nobody(cue: Cue, speakers: Keys, discourse: Discourse) -> bool:
    """Whether words that must be on an actor name none: "killed ten people" of a storm, not of Mali; or, of praise and
    demands, name the speaker alone: "we played a key role"."""
    on = (*cue.addressees, *cue.doers)
    own_force = any(_belongs(one, _THEIRS, discourse) for one in on)
    if own_force or not any(part in cue.trigger for part in _OF_OTHERS):
        return False
    blamed = on if cue.label == Act.ACCUSE else ()
    named = (place.key for one in blamed for place in discourse.cast.within(*one.extent))
    keys = {*discourse.actors(on, cue), *named}
    own = {discourse.cast.principal(key) for key in speakers} if cue.label != Act.ACCUSE else frozenset[str]()
    return {discourse.cast.principal(key) for key in keys} <= own


def _acts_beside(cue: Cue, discourse: Discourse) -> Iterator[Cue]:
    return (one for one in discourse.beside(cue, CueKind.ACT) if one is not cue)


def _is_first_person(argument: Argument, discourse: Discourse) -> bool:
    return argument.pronoun and discourse.words(argument.extent).casefold() in FIRST_PERSON


def _is_third_person(argument: Argument, discourse: Discourse) -> bool:
    """Whether a pronoun means another one than the subject: "he urged him"."""
    return argument.pronoun and discourse.words(argument.extent).casefold() in ("him", "her", "them")


def _act(verb: int, discourse: Discourse) -> Act | None:
    token = discourse.analysis.tokens[verb]
    if token.pos not in ("VERB", "AUX") or token.lemma.casefold() in words("NO_PROMISE"):
        return None
    auxiliaries = {one.text.casefold() for one in _auxiliaries(verb, discourse)}
    if auxiliaries & _FUTURE and "have" not in auxiliaries:
        return _refusal(token.lemma.casefold()) if discourse.is_negated(verb) else None
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

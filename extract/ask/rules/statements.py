"""Propose statements: the acts that the text says were performed, with those told twice as one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.ask.rules.agreements import ProposedAgreement
from extract.ask.rules.deals import Deals, deals_of
from extract.ask.rules.discourse import Discourse
from extract.ask.rules.own_conduct import (
    claimed_deed,
    denied_charge,
    is_of_nobody,
    is_of_others,
    is_of_things,
    is_to_itself,
    own_conduct,
)
from extract.ask.rules.speakers import find_voices
from extract.ask.rules.topic import Topic, topic_of
from extract.entities.cast import Keys
from extract.language.analysis import Cue, CueKind
from schemas import Act

_NOT_COUNTED = frozenset({Act.STATE, Act.EMPHASIZE})
"""Acts that the guide leaves open: plain information, and a bare view."""
_ALIKE = 0.5
_ALIKE_IN_SPEECH = 0.8
"""In a text that speaks for itself, which says a thing once: "We affirm the treaty. We affirm talks on the treaty"."""
_REMEMBERED = 200
"""Statements that a statement is compared with: those proposed last."""
_CALLS = frozenset({Act.URGE, Act.DEMAND, Act.REQUEST})


@dataclass(frozen=True)
class ProposedStatement:
    """A statement; actors by their keys in the cast."""

    cue: Cue
    sentences: tuple[int, ...]
    """Numbers, counted from 1 over the article."""
    act: Act
    speakers: Keys
    recipients: Keys
    words: str
    """The words that perform it."""
    about: str
    source: str | None
    unsure: tuple[str, ...]
    """Fields of a declared statement that a rule only infers."""
    topic: Topic


def propose_statements(discourse: Discourse, agreements: Iterable[ProposedAgreement]) -> tuple[ProposedStatement, ...]:
    """Return the statements of an article in order, without those whose words report an agreement already."""
    agreements = tuple(agreements)
    deals = deals_of(agreements)
    told: dict[int, list[Cue]] = defaultdict(list)
    for cue in (report.cue for one in agreements for report in one.reports):
        told[cue.sentence].append(cue)
    proposed: list[ProposedStatement] = []
    for cue in discourse.cues(CueKind.ACT):
        if not _reports_agreement(cue, told[cue.sentence]):
            found = _statement(cue, discourse, deals)
            if found:
                _add(_with_recipients(found, proposed, discourse), proposed, discourse)
    return tuple(proposed)


def _statement(cue: Cue, discourse: Discourse, deals: Deals) -> ProposedStatement | None:
    voices = find_voices(cue, discourse, deals)
    act = _act(cue, voices.speakers, discourse)
    topic = topic_of(cue, voices.speakers, discourse)
    if act is None or act in _NOT_COUNTED or topic is Topic.OFF:
        return None
    about = discourse.words(discourse.matter(cue))
    return ProposedStatement(
        cue=cue,
        sentences=(discourse.number(cue),),
        act=act,
        speakers=voices.speakers,
        recipients=voices.recipients,
        words=discourse.words(cue.extent),
        about=" ".join(about.split()),
        source=voices.source,
        unsure=() if voices.sure else ("recipients",),
        topic=topic,
    )


def _act(cue: Cue, speakers: Keys, discourse: Discourse) -> Act | None:
    """The act that the words of a cue perform; None if they perform none, or leave it open."""
    if _goes_along(cue, discourse) or _says_more(cue, discourse) or _is_warned_of(cue, discourse):
        return None
    if is_of_nobody(cue, speakers, discourse):
        return None
    if not cue.performed:
        return denied_charge(cue, discourse)
    if cue.weak:
        return own_conduct(cue, speakers, discourse)
    if is_to_itself(cue, speakers, discourse):
        return claimed_deed(cue, discourse)
    if is_of_others(cue, speakers, discourse) or is_of_things(cue, discourse):
        return None
    return Act(cue.label)


def _says_more(cue: Cue, discourse: Discourse) -> bool:
    """Whether what is affirmed is an act of its own: "affirmed that Mali will help Togo" is a pledge alone."""
    heads = {at for matter in cue.matters for at in discourse.heads(matter)}
    acts = discourse.beside(cue, CueKind.ACT) if cue.label == Act.AFFIRM else ()
    return any(one.head in heads and one.performed and not one.weak and one.label != Act.URGE for one in acts)


def _is_warned_of(cue: Cue, discourse: Discourse) -> bool:
    """Whether words only tell what is warned of: "warned that Mali is breaking the truce" is a warning alone."""
    acts = (one for one in discourse.beside(cue, CueKind.ACT) if one.label == Act.WARN and one.performed)
    heads = {at for one in acts for matter in one.matters for at in discourse.heads(matter)}
    return cue.head in heads and cue.label != Act.URGE


def _goes_along(cue: Cue, discourse: Discourse) -> bool:
    """Whether words only say how something is done: "by supporting Mali", not "is supporting Mali"."""
    participle = discourse.analysis.tokens[cue.head].text.endswith("ing")
    return cue.trigger in ("back", "declare-cut") and participle and not discourse.dependents_before(cue.head, "aux")


def _with_recipients(
    found: ProposedStatement, proposed: Sequence[ProposedStatement], discourse: Discourse
) -> ProposedStatement:
    """The statement; one about "these actions" has the recipients of what the same speakers said before."""
    phrases = (discourse.words(one.extent).casefold() for one in (*found.cue.addressees, *found.cue.doers))
    if found.recipients or not any(phrase.startswith(("this ", "these ", "such ", "those ")) for phrase in phrases):
        return found
    before = next((one.recipients for one in reversed(proposed[-_REMEMBERED:]) if one.speakers == found.speakers), ())
    return replace(found, recipients=before, unsure=("recipients",) if before else ())


def _reports_agreement(cue: Cue, told: Sequence[Cue]) -> bool:
    """Whether the words of an act are those of the stage of an agreement: "pledged to conclude a treaty".

    A charge of arming somebody never is: "said Chad was sending weapons to rebels"."""
    matter = cue.matter or cue.extent
    commits = cue.label in (Act.PLEDGE, Act.AFFIRM, Act.OFFER, Act.PROPOSE, Act.EXPRESS_HOPE)
    return cue.trigger != "accuse-of-arming" and any(
        stage.extent.holds(cue.extent) or cue.extent.holds(stage.extent) or (commits and matter.holds(stage.extent))
        for stage in told
    )


def _add(found: ProposedStatement, proposed: list[ProposedStatement], discourse: Discourse) -> None:
    """Add a statement, or join it with one that the text has told already."""
    for place in range(max(0, len(proposed) - _REMEMBERED), len(proposed)):
        earlier = proposed[place]
        if _is_same(earlier, found, discourse):
            recipients = tuple(dict.fromkeys((*earlier.recipients, *found.recipients)))
            sentences = tuple(sorted({*earlier.sentences, *found.sentences}))
            proposed[place] = replace(earlier, sentences=sentences, recipients=recipients)
            return
    proposed.append(found)


def _is_same(one: ProposedStatement, other: ProposedStatement, discourse: Discourse) -> bool:
    """Whether two statements are one act: demands of one sentence to the same actors, or the same matter told again."""
    if one.act is not other.act or set(one.speakers) != set(other.speakers):
        return False
    related = set(one.recipients) <= set(other.recipients) or set(other.recipients) <= set(one.recipients)
    beside = one.sentences[-1] == other.sentences[0] and one.act in _CALLS
    matters = (one.cue.matter or one.cue.extent, other.cue.matter or other.cue.extent)
    spoken = all(discourse.issuing(cue) for cue in (one.cue, other.cue))
    alike = _ALIKE_IN_SPEECH if spoken else _ALIKE
    return related and (beside or discourse.likeness(*matters) >= alike)

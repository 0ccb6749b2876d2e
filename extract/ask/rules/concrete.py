"""Decide whether words report a deed that parties commit to, or only closer ties, views and good intentions."""

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.report import GENERAL, Report
from extract.language.analysis import Cue, Extent, Factuality
from schemas import Instrument, PartyRole, Status

_COMMITTING = frozenset({"to", "will", "would", "shall", "'ll", "’ll", "wo"})
_STAYING = frozenset({"stay", "remain", "keep", "maintain", "continue"})
_CONTACTS = frozenset({"contact", "contacts", "touch", "dialogue"})
_VALUES = frozenset({"importance", "priority", "need", "urgency", "necessity", "significance", "value", "fact"})
"""What is said to be so where parties agree on it: "agreed on the importance of talks"."""
_DEEDS = frozenset({"establish", "strengthen", "restore-relations"})
"""Triggers that are agreements only between two."""


def is_concrete(report: Report, governor: Cue | None, discourse: Discourse) -> bool:
    """Return whether a report is more than vague words on cooperation.

    "They agreed to expand cooperation", "Mali and Chad expanded cooperation", "we will establish a fund", "Chad will
    give Mali a loan" are; "they discussed ways to expand cooperation", "they pledged to cooperate" and "Mali expanded
    its ties" are none.
    """
    if report.cue.instrument == Instrument.LOAN_OR_AID_AGREEMENT and not _is_given(report, discourse):
        return False
    if report.cue.trigger in _DEEDS and not governor and _is_outlook(report.cue, discourse):
        return False
    implied = not report.instruments and report.cue.trigger not in ("agree-to", "accept-proposal")
    if (implied or report.cue.trigger in _DEEDS) and not governor:
        several = len(report.parties) > 1 or any(party.role is PartyRole.BODY for party in report.parties)
        known = all(discourse.cast.actors[party.key].known for party in report.parties)
        promised = known and report.status is Status.PLEDGED and report.instrument not in GENERAL
        named = promised or (bool(report.instruments) and report.instrument is not Instrument.COOPERATION)
        return several and (report.cue.performed or (named and report.cue.factuality is Factuality.PLANNED))
    if report.instrument is not Instrument.COOPERATION or report.cue.trigger == "agree-to":
        return True
    return bool(governor) or (report.status not in (Status.PROPOSED, Status.PLEDGED) and len(report.parties) > 1)


def _is_outlook(cue: Cue, discourse: Discourse) -> bool:
    """Whether ties are to be made closer, or a thing makes them.

    "Opportunities to expand trade ties", "it deepens ties".
    """
    thing = any(discourse.words(one.extent).casefold() in ("it", "this", "that") for one in cue.agents)
    return thing or any(frame.id in ("chance", "able") for frame in cue.frames)


def _is_given(report: Report, discourse: Discourse) -> bool:
    """Whether aid is given, or announced with its amount or form: not "will deliver assistance to those in need"."""
    words = discourse.words(Extent(report.cue.extent.start, discourse.sentence(report.cue).end))
    return report.cue.performed or bool(report.instruments) or any(letter.isdigit() for letter in words)


def is_view(cue: Cue, discourse: Discourse) -> bool:
    """Return whether the parties only agree on a view or on staying in touch, which commits nobody to act.

    "Agreed that the talks were useful"; not "agreed that Mali will open the border".
    """
    if cue.trigger not in ("agree-to", "agree-on") or not cue.matters:
        return False
    tokens = discourse.analysis.tokens
    head = next(iter(discourse.heads(cue.matters[0])), None)
    if head is None or tokens[head].pos not in ("VERB", "AUX"):
        return head is not None and tokens[head].lemma in _VALUES
    contact = not _CONTACTS.isdisjoint(discourse.words(cue.matters[0]).casefold().split())
    if tokens[head].lemma in _STAYING and (contact or tokens[head].dep == "ccomp"):
        return True
    if any(discourse.words(one.extent) == "I" for one in cue.agents):
        return True
    auxiliaries = [one.text.casefold() for one in discourse.dependents_before(head, "aux")]
    plain = tokens[head].text == tokens[head].lemma and not auxiliaries
    return tokens[head].dep == "ccomp" and not plain and _COMMITTING.isdisjoint(auxiliaries)

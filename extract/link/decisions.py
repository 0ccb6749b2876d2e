"""Decisions of people that two records are one, or two; and how clustering obeys them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.link.actors import ActorForm
from extract.link.cluster import Pins, Ref, pair_of
from extract.link.life import Member


@dataclass(frozen=True, order=True)
class Decision:
    """That two records of articles are one, or that they are two.

    A record is an article and an id in it; an actor is an article and the name there.
    """

    left: Member
    right: Member
    is_one: bool

    @property
    def members(self) -> tuple[Member, Member]:
        """Return both records."""
        return self.left, self.right


def pin_records(decisions: Iterable[Decision]) -> Pins:
    """Return what the decisions say of agreements and statements."""
    return _pins([(decision, decision.left, decision.right) for decision in decisions])


def mark_form(member: Member, form: ActorForm, decisions: Iterable[Decision]) -> ActorForm:
    """Return the form of an actor; one of its own if a decision is about this actor of this article."""
    if any(member in decision.members for decision in decisions):
        return replace(form, apart="\0".join(member))
    return form


def pin_forms(forms: Iterable[tuple[Member, ActorForm]], decisions: Sequence[Decision]) -> Pins:
    """Return what the decisions say of actors, given the marked forms of those that they name."""
    by_member = {member: form.ref for member, form in forms if form.apart}
    return _pins(
        [
            (decision, by_member[decision.left], by_member[decision.right])
            for decision in decisions
            if decision.left in by_member and decision.right in by_member
        ]
    )


def _pins(pairs: Iterable[tuple[Decision, Ref, Ref]]) -> Pins:
    """The last decision about a pair counts."""
    last = {pair_of(left, right): decision.is_one for decision, left, right in pairs}
    return Pins(
        frozenset(pair for pair, is_one in last.items() if is_one),
        frozenset(pair for pair, is_one in last.items() if not is_one),
    )

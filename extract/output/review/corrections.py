"""Applies decisions to the records of an article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extract.output.review.record_keys import record_keys
from extract.output.review.values import Values, agreement_values, places, statement_values
from schemas import (
    ACT_CLASS,
    Actor,
    Agreement,
    ArticleExtraction,
    Certainty,
    SecurityStatement,
    Span,
    codes_of_act,
    codes_of_status,
)

if TYPE_CHECKING:
    from extract.output.review.decisions import Decision


@dataclass(frozen=True)
class Reviewed:
    """An article with the decisions applied."""

    extraction: ArticleExtraction
    decided: frozenset[str] = frozenset()
    """Ids of the records that were accepted, fixed or added."""
    unfit: tuple["Decision", ...] = ()
    """Decisions that fit no record or name an actor that the article does not have."""
    added: Mapping[str, str] = field(default_factory=dict)
    """The keys of the decisions that added records, by the ids of these records."""


@dataclass(frozen=True)
class Corrections:
    """Decisions by the key of the article, then by the key of the record."""

    decisions: Mapping[str, Mapping[str, "Decision"]] = field(default_factory=dict)

    def apply(self, extraction: ArticleExtraction, key: str | None = None) -> ArticleExtraction:
        """Return the extraction as the reviewer wants it. `key` is the article's key, by default its id."""
        return self.review(extraction, key).extraction

    def review(self, extraction: ArticleExtraction, key: str | None = None) -> Reviewed:
        """Return the extraction with the decisions applied, and what became of them."""
        own = self.decisions.get(key or extraction.article.id)
        return _Review(extraction, own).reviewed() if own else Reviewed(extraction)


class _Review:
    """Applies the decisions about one article."""

    def __init__(self, extraction: ArticleExtraction, decisions: Mapping[str, "Decision"]) -> None:
        self._extraction, self._decisions = extraction, decisions
        self._actors = list(extraction.actors)
        self._ids = {actor.name: actor.id for actor in reversed(extraction.actors)}
        self._keys = record_keys(extraction)
        self._decided: set[str] = set()
        self._added: dict[str, str] = {}
        self._unfit = [one for key, one in decisions.items() if key[0] != "+" and key not in self._keys.values()]

    def reviewed(self) -> Reviewed:
        additions = [one for one in self._decisions.values() if one.state == "added" and one.values]
        self._add_actors(one.values for one in additions if one.values and one.values.kind == "actor")
        agreements = [self._agreement(one) for one in self._extraction.agreements if not self._is_rejected(one)]
        statements = [self._statement(one) for one in self._extraction.statements if not self._is_rejected(one)]
        for decision in additions:
            self._add(decision, agreements, statements)
        kept = {one.id for one in agreements} | {one.id for one in statements}
        found = self._extraction.model_copy(
            update={
                "actors": tuple(self._actors),
                "agreements": tuple(agreements),
                "statements": tuple(statements),
                "issues": tuple(one for one in self._extraction.issues if one.record is None or one.record in kept),
            }
        )
        return Reviewed(found, frozenset(self._decided | self._added.keys()), tuple(self._unfit), self._added)

    def _decision(self, record: Agreement | SecurityStatement) -> "Decision | None":
        return self._decisions.get(self._keys[record.id])

    def _is_rejected(self, record: Agreement | SecurityStatement) -> bool:
        decision = self._decision(record)
        return decision is not None and decision.state == "rejected"

    def _agreement(self, agreement: Agreement) -> Agreement:
        changes = self._changes(agreement)
        return _coded_agreement(agreement.model_copy(update=changes)) if changes else agreement

    def _statement(self, statement: SecurityStatement) -> SecurityStatement:
        changes = self._changes(statement)
        return _coded_statement(statement.model_copy(update=changes)) if changes else statement

    def _changes(self, record: Agreement | SecurityStatement) -> dict[str, Any]:
        """The fields to set in a record that was accepted or fixed."""
        decision = self._decision(record)
        if decision is None or decision.state not in ("accepted", "fixed"):
            return {}
        changes: dict[str, Any] = {}
        if decision.values:
            try:
                changes = self._values(record, decision.values)
            except KeyError:
                self._unfit.append(decision)
                return {}
        self._decided.add(record.id)
        return changes | _old_labels(record, changes) | {"certainty": Certainty.HIGH, "doubts": ()}

    def _values(self, record: Agreement | SecurityStatement, values: Values) -> dict[str, Any]:
        if isinstance(record, Agreement):
            return agreement_values(values, record, record.evidence, self._ids.__getitem__)
        return statement_values(values, record, record.evidence, self._ids.__getitem__)

    def _add_actors(self, wanted: Iterable[Values]) -> None:
        for values in wanted:
            if values.name and values.name not in self._ids:
                actor = Actor(
                    id=f"a{_next(one.id for one in self._actors)}",
                    name=values.name,
                    kind=values.actor_kind,
                    country=values.country,
                    represents=self._ids.get(values.represents or ""),
                )
                self._actors.append(actor)
                self._ids[actor.name] = actor.id

    def _add(self, decision: "Decision", agreements: list[Agreement], statements: list[SecurityStatement]) -> None:
        """Add a missed record; one whose passages or actors the article does not have fits nowhere."""
        values = decision.values
        if values is None or values.kind == "actor":
            return
        evidence = places(values.evidence, self._extraction)
        try:
            if not evidence:
                raise KeyError(decision.key)
            if values.kind == "agreement":
                taken = [one.id for one in (*self._extraction.agreements, *agreements)]
                agreements.append(self._new_agreement(values, evidence, f"g{_next(taken)}"))
                self._added[agreements[-1].id] = decision.key
            else:
                taken = [one.id for one in (*self._extraction.statements, *statements)]
                statements.append(self._new_statement(values, evidence, f"s{_next(taken)}"))
                self._added[statements[-1].id] = decision.key
        except KeyError:
            self._unfit.append(decision)

    def _new_agreement(self, values: Values, evidence: Sequence[Span], record: str) -> Agreement:
        defaults = {"subject": values.subject, "instrument": values.instrument, "status": values.status, "parties": ()}
        given = agreement_values(values, None, evidence, self._ids.__getitem__)
        cue = places([values.cue], self._extraction) if values.cue else ()
        return Agreement(
            id=record,
            evidence=tuple(evidence),
            status_cue=cue[0] if cue else None,
            codes=codes_of_status(values.status, values.contexts),
            certainty=Certainty.HIGH,
            **(defaults | given),
        )

    def _new_statement(self, values: Values, evidence: Sequence[Span], record: str) -> SecurityStatement:
        defaults = {"act": values.act, "about": values.about}
        given = statement_values(values, None, evidence, self._ids.__getitem__)
        cue = places([values.cue], self._extraction) if values.cue else ()
        if not given.get("speakers"):
            raise KeyError("speakers")
        return SecurityStatement(
            id=record,
            evidence=tuple(evidence),
            cue=cue[0] if cue else evidence[0],
            act_class=ACT_CLASS[values.act],
            codes=codes_of_act(values.act),
            certainty=Certainty.HIGH,
            **(defaults | given),
        )


def _old_labels(record: Agreement | SecurityStatement, changes: Mapping[str, Any]) -> dict[str, None]:
    """The labels of a codebook of one's own to remove, because they are kinds of values that were corrected."""
    changed = {name for name, value in changes.items() if value != getattr(record, name)}
    labels = {"label"} if changed & {"instrument", "act"} else set()
    return dict.fromkeys(labels | ({"status_label"} if "status" in changed else set()))


def _coded_agreement(agreement: Agreement) -> Agreement:
    return agreement.model_copy(update={"codes": codes_of_status(agreement.status, agreement.contexts)})


def _coded_statement(statement: SecurityStatement) -> SecurityStatement:
    return statement.model_copy(update={"codes": codes_of_act(statement.act), "act_class": ACT_CLASS[statement.act]})


def _next(ids: Iterable[str]) -> int:
    """The number after the highest one of ids like `g3`."""
    return 1 + max((int(one[1:]) for one in ids), default=0)

"""Resolve references of records to actors: ids of the answer to the actors that the article names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.verify.declared.evidence import Evidence
from extract.verify.declared.faults import FaultReason


@dataclass(frozen=True)
class DeclaredActors:
    """The actors of an answer as its records refer to them."""

    ids: Mapping[str, str]
    """The id under which each proved actor is kept, by the id that the answer gives it."""
    unnamed: frozenset[str] = frozenset()
    """Kept ids of those without a name in the article."""

    def refer(self, declared: Iterable[str], field: str, evidence: Evidence) -> tuple[str, ...]:
        """Return the kept ids of the declared ones, each once; those of no actor of the article are faults."""
        kept: dict[str, None] = {}
        for one in declared:
            if one in self.ids:
                kept[self.ids[one]] = None
            else:
                message = f"{one!r} is no actor that the article names"
                evidence.fault(field, FaultReason.UNKNOWN_ACTOR, message)
        return tuple(kept)

    def refer_to_named(self, declared: Iterable[str], field: str, evidence: Evidence) -> tuple[str, ...]:
        """Return the kept ids of the declared ones that have a name; the others are faults."""
        found = self.refer(declared, field, evidence)
        for one in found:
            if one in self.unnamed:
                evidence.fault(field, FaultReason.UNNAMED, f"the actor {one!r} has no name in the article")
        return tuple(one for one in found if one not in self.unnamed)

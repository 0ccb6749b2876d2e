"""Score links against gold links: B-cubed F1 of the clusters, copies, contradictions, and the lives of agreements.

In: both as links.json has them. A record of the gold that the links lack counts as a cluster of its own. B-cubed:
Bagga and Baldwin (1998), averaged over the records of the gold.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Member = tuple[str, str]
Cluster = frozenset[Member]
CLUSTERED = ("actors", "agreements", "statements")
LIVES = ("current_status", "course", "independent_sources")


@dataclass(frozen=True)
class PrecisionRecall:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class LinkScores:
    """The scores of links."""

    clusters: Mapping[str, PrecisionRecall]
    """B-cubed, of actors, agreements and statements."""
    pairs: Mapping[str, PrecisionRecall]
    """Of copies and of contradictions."""
    lives: Mapping[str, float | None]
    """Share of the agreements of the gold whose current status, course of statuses and number of independent sources
    are right; None if the gold has no agreements."""


def score_links(gold: Mapping[str, Any], links: Mapping[str, Any]) -> LinkScores:
    """Return the scores of links against those of the gold."""
    clusters = {kind: _b_cubed(_clusters(gold, kind), _clusters(links, kind)) for kind in CLUSTERED}
    pairs = {"copies": _compare(_copies(gold), _copies(links))}
    pairs["contradictions"] = _compare(_contradictions(gold), _contradictions(links))
    return LinkScores(clusters, pairs, _score_lives(gold, links))


def _clusters(links: Mapping[str, Any], kind: str) -> list[Cluster]:
    return [_members(cluster) for cluster in links.get(kind, ())]


def _members(cluster: Mapping[str, Any]) -> Cluster:
    return frozenset(tuple(member) for member in cluster["members"])


def _b_cubed(gold: Iterable[Cluster], found: Iterable[Cluster]) -> PrecisionRecall:
    of_gold = {member: cluster for cluster in gold for member in cluster}
    of_found = {member: cluster for cluster in found for member in cluster}
    if not of_gold:
        return PrecisionRecall(1.0, 1.0)
    precision = recall = 0.0
    for member, right in of_gold.items():
        guess = of_found.get(member, frozenset()) & of_gold.keys() | {member}
        precision += len(right & guess) / len(guess)
        recall += len(right & guess) / len(right)
    return PrecisionRecall(precision / len(of_gold), recall / len(of_gold))


def _copies(links: Mapping[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(pair) for pair in links.get("copies", ())}


def _contradictions(links: Mapping[str, Any]) -> set[frozenset[Member]]:
    return {frozenset((tuple(one["left"]), tuple(one["right"]))) for one in links.get("contradictions", ())}


def _compare(gold: set[Any], found: set[Any]) -> PrecisionRecall:
    right = len(gold & found)
    return PrecisionRecall(right / len(found) if found else 1.0, right / len(gold) if gold else 1.0)


def _score_lives(gold: Mapping[str, Any], links: Mapping[str, Any]) -> dict[str, float | None]:
    """Compare each agreement of the gold with the found one that shares most of its records."""
    agreements = gold.get("agreements", ())
    right = dict.fromkeys(LIVES, 0)
    for agreement in agreements:
        members = _members(agreement)
        best = max(links.get("agreements", ()), key=lambda one: len(members & _members(one)), default={"members": ()})
        if members & _members(best):
            right["current_status"] += agreement.get("current_status") == best.get("current_status")
            right["course"] += _course(agreement) == _course(best)
            right["independent_sources"] += agreement.get("independent_sources") == best.get("independent_sources")
    return {name: count / len(agreements) if agreements else None for name, count in right.items()}


def _course(agreement: Mapping[str, Any]) -> list[str]:
    return [stage["status"] for stage in agreement.get("timeline", ())]


def render_link_scores(scores: LinkScores) -> str:
    """Return the scores as lines of text."""
    lines = [
        f"{kind:<16}precision {one.precision:.3f}  recall {one.recall:.3f}  F1 {one.f1:.3f}"
        for kind, one in scores.clusters.items()
    ]
    lines += [f"{kind:<16}precision {one.precision:.3f}  recall {one.recall:.3f}" for kind, one in scores.pairs.items()]
    lives = (
        f"{name.replace('_', ' ')} {'-' if share is None else f'{share:.3f}'}" for name, share in scores.lives.items()
    )
    return "\n".join([*lines, f"{'deals':<16}{'  '.join(lives)}"])


def link_scores_as_json(scores: LinkScores) -> dict[str, object]:
    """Return the scores as plain values, rounded to three digits."""
    clusters = {
        kind: {"p": round(one.precision, 3), "r": round(one.recall, 3), "f1": round(one.f1, 3)}
        for kind, one in scores.clusters.items()
    }
    pairs = {kind: {"p": round(one.precision, 3), "r": round(one.recall, 3)} for kind, one in scores.pairs.items()}
    lives = {name: None if share is None else round(share, 3) for name, share in scores.lives.items()}
    return {**clusters, **pairs, "lives": lives}

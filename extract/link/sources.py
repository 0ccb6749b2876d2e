"""Count the independent sources of a deal or an event: outlets that report it in words of their own."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from extract.entities.organisations import lookup_organisation
from extract.link.credits import ArticleOrigin
from schemas import ActorKind


def count_sources(
    reports: Mapping[str, frozenset[str]], origins: Mapping[str, ArticleOrigin], originals: Mapping[str, str]
) -> int:
    """Return the number of independent sources.

    `reports` are the articles with the names that their records credit. A copy counts as its original, and a report
    that credits another outlet, or an agency, as that one.
    """
    by_form = {form: origins[source_id].outlet for source_id in sorted(reports) for form in origins[source_id].forms}
    return len({_origin(source_id, reports[source_id], origins, originals, by_form) for source_id in reports})


def _origin(
    source_id: str,
    credited: frozenset[str],
    origins: Mapping[str, ArticleOrigin],
    originals: Mapping[str, str],
    by_form: Mapping[str, str],
) -> str:
    article = origins.get(originals.get(source_id, ""), origins[source_id])
    others = (credited | article.wires) - article.forms
    outlets = {by_form[name] for name in others if name in by_form} - {article.outlet}
    agencies = {agency for name in others if (agency := _agency(name))}
    return min(outlets, default="") or min(agencies, default="") or article.outlet or article.source_id


@lru_cache(maxsize=16384)
def _agency(name: str) -> str:
    """The name of a known outlet that a text credits; empty if it is none."""
    for words in (name.title(), name.upper()):
        known = lookup_organisation(words)
        if known and known.kind == ActorKind.MEDIA:
            return known.name.casefold()
    return ""


def credited_by_article(reports: Iterable[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """Return the names that the records of each article credit."""
    found: dict[str, frozenset[str]] = {}
    for source_id, credited in reports:
        found[source_id] = found.get(source_id, frozenset()) | credited
    return found

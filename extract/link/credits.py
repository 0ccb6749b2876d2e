"""Names of outlets, and the outlets that a text credits with its report ("the Coast News Agency reported")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.entities.organisations import lookup_organisation
from extract.link.days import Days, read_days
from extract.link.organisations import read_organisation
from extract.link.views import ArticleView
from schemas import ActorKind

_NAME = r"(?P<{0}>[A-Z][\w’'-]*(?: (?:of|the|de|del|da|do|and|[A-Z])[\w’'-]*){{0,6}}?)"
_CREDITS = {
    ("report", "said", "says", "wrote", "writes", "news"): re.compile(
        rf"\b(?:[Tt]he )?{_NAME.format('name')},? (?:has |had |also )?"
        r"(?:reported|reports|said|says|wrote|writes|news agency|newspaper)\b"
    ),
    ("ccording to ", "iting ", " by ", "old "): re.compile(
        rf"\b(?:[Aa]ccording to|[Cc]iting|[Qq]uoted by|[Rr]eported by|[Tt]old|[Ff]irst published by) (?:the )?"
        rf"{_NAME.format('name')}(?=[,.;:]| (?:reported|said|on|in|that|it|he|she|they|reporters)\b|$)"
    ),
}
"""Patterns of credits, each with words of which a line has one if the pattern is worth a look."""
_OUTLET = re.compile(
    r"\b[Tt]he (?:news )?(?:agency|newspaper|paper|broadcaster|daily|weekly|magazine|website)"
    r"(?:,? (?:said|says|reported|reports|wrote|added|quoted)\b|[,.])"
)
"""An outlet that the text has named before: "the agency said"."""
_DATELINE = re.compile(r"^[^\n(]{0,60}\((?P<name>[A-Z][\w .’'-]{1,40})\)\s*(?:--|[-–—:])", re.MULTILINE)
_HEAD = 400
"""Characters in which a dateline is looked for."""
_EDITION = re.compile(r"[(,]|\s[-–|]")
"""What separates the name of an outlet from its town and edition."""


@dataclass(frozen=True)
class ArticleOrigin:
    """Where an article comes from."""

    source_id: str
    outlet: str
    """Name of the outlet, without town and edition, in lower case; empty if it is not known."""
    forms: frozenset[str]
    """Names under which other texts credit it."""
    published: Days | None
    wires: frozenset[str]
    """Agencies of its dateline."""


def read_origin(article: ArticleView) -> ArticleOrigin:
    """Return where an article comes from."""
    return ArticleOrigin(
        source_id=article.source_id,
        outlet=name_outlet(article.outlet),
        forms=outlet_forms(article.outlet),
        published=read_days(article.published),
        wires=find_wires(article.text[:_HEAD]),
    )


@lru_cache(maxsize=16384)
def name_outlet(source: str | None) -> str:
    """Return the name of an outlet without its town and edition, in lower case; empty if there is none."""
    return " ".join(_bare(source).casefold().split()).removeprefix("the ")


@lru_cache(maxsize=16384)
def outlet_forms(source: str | None) -> frozenset[str]:
    """Return the forms in which texts credit an outlet: its name, and its initials."""
    name = name_outlet(source)
    if not name:
        return frozenset()
    initials = read_organisation(_bare(source)).initials
    return frozenset({name, initials} - {""})


def _bare(source: str | None) -> str:
    return _EDITION.split(source or "", maxsplit=1)[0]


@lru_cache(maxsize=4096)
def find_credits(text: str) -> frozenset[str]:
    """Return the names that a text credits with what it says, in lower case. Persons with full names are among them."""
    names = set(_find_credited(text))
    found = {name_outlet(name) for name in names if " " in name or name.isupper() or _is_known(name)}
    return frozenset(found - {""}) | find_wires(text[:_HEAD])


def _find_credited(text: str) -> Iterator[str]:
    """Yield the names in the words of a credit, which never run over the end of a line."""
    for line in text.split("\n"):
        for words, pattern in _CREDITS.items():
            if any(map(line.__contains__, words)):
                yield from (match["name"] for match in pattern.finditer(line))


def find_record_credits(evidence: Sequence[str], text: str) -> frozenset[str]:
    """Return the names that a text credits with a record: in its evidence, or before it in the same paragraph."""
    names = frozenset(name for passage in read_passages(evidence, text) for name in find_credits(passage))
    return names | find_credits(text) if any(map(_OUTLET.search, evidence)) else names


def read_passages(evidence: Sequence[str], text: str) -> list[str]:
    """Return each sentence of evidence with what its paragraph says before it."""
    return [_read_passage(one, text) for one in evidence]


def _read_passage(evidence: str, text: str) -> str:
    at = text.find(evidence)
    return text[text.rfind("\n", 0, at) + 1 : at + len(evidence)] if at >= 0 else evidence


def _is_known(name: str) -> bool:
    known = lookup_organisation(name)
    return known is not None and known.kind == ActorKind.MEDIA


def find_wires(text: str) -> frozenset[str]:
    """Return the agency that a dateline names: "PORT (CNA) - "."""
    return frozenset(name_outlet(match["name"]) for match in _DATELINE.finditer(text))

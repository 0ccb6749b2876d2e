"""Gold and extractions in one form that can be compared: actors as keys, evidence as offsets."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from schemas import ArticleExtraction

_ALIASES = (
    (re.compile(r"\bu\.?n\.?(?=\W|$)"), "united nations"),
    (re.compile(r"\bu\.s\.?(?=\W|$)"), "united states"),
    (re.compile(r"\be\.?u\.?(?=\W|$)"), "european union"),
)
_STOP = frozenset("the a an of and in on for to with by at its their his her from as new".split())


class ActorKey(NamedTuple):
    """What identifies an actor."""

    kind: str
    """`state` for a state with a country code, else `name`."""
    value: str
    """The country code, or the content words of the name."""
    country: str | None
    """ISO 3166-1 alpha-3 code of the state that it is; of a person or public body, the state it belongs to."""


@dataclass(frozen=True)
class ComparableAgreement:
    """An agreement."""

    subject: str
    instrument: str | None
    status: str | None
    parties: frozenset[ActorKey]
    dates: frozenset[str]
    value: tuple[float, str | None] | None
    evidence: tuple[tuple[int, int] | None, ...]
    """Offsets in the text with single spaces; None for a quote that the text does not contain."""
    optional: bool
    label: str | None = None
    """Of a codebook of one's own."""


@dataclass(frozen=True)
class ComparableStatement:
    """A statement."""

    about: str
    act: str | None
    speakers: frozenset[ActorKey]
    recipients: frozenset[ActorKey]
    evidence: tuple[tuple[int, int] | None, ...]
    optional: bool
    label: str | None = None
    """Of a codebook of one's own."""


@dataclass(frozen=True)
class ComparableRecords:
    """The records of one article."""

    actors: tuple[ActorKey, ...]
    agreements: tuple[ComparableAgreement, ...]
    statements: tuple[ComparableStatement, ...]


def lay_out_gold(records: dict[str, Any], text: str) -> ComparableRecords:
    """Return the records of a gold row, which refers to actors by name."""
    return _Reader(records, text).read()


def lay_out_extraction(extraction: ArticleExtraction) -> ComparableRecords:
    """Return the records of an extraction, which refers to actors by id."""
    return _Reader(extraction.model_dump(mode="json"), extraction.article.text).read()


def content_words(text: str | None) -> list[str]:
    """Return the words of a text without accents, case, possessives and function words; abbreviations spelt out."""
    folded = unicodedata.normalize("NFKD", text or "")
    folded = "".join(c for c in folded if not unicodedata.combining(c)).casefold().replace("’", "'")
    for alias, full in _ALIASES:
        folded = alias.sub(full, folded)
    return [word for word in re.sub(r"[^\w' ]+", " ", re.sub(r"'s\b", "", folded)).split() if word not in _STOP]


class _Reader:
    def __init__(self, records: dict[str, Any], text: str) -> None:
        self._records = records
        self._text = squash_space(text)
        self._by_id = {actor["id"]: actor for actor in records["actors"] if actor.get("id")}
        self._by_name = {_name(actor.get("name")): actor for actor in records["actors"]}

    def read(self) -> ComparableRecords:
        return ComparableRecords(
            tuple(_key(actor) for actor in self._records["actors"]),
            tuple(self._agreement(record) for record in self._records["agreements"]),
            tuple(self._statement(record) for record in self._records["statements"]),
        )

    def _agreement(self, record: dict[str, Any]) -> ComparableAgreement:
        return ComparableAgreement(
            subject=record.get("subject") or "",
            instrument=record.get("instrument"),
            status=record.get("status"),
            parties=self._keys(record.get("parties", ())),
            dates=frozenset(date["edtf"] for date in record.get("dates", ()) if date.get("edtf")),
            value=_money(record.get("value")),
            evidence=self._evidence(record),
            optional=bool(record.get("optional")),
            label=record.get("label"),
        )

    def _statement(self, record: dict[str, Any]) -> ComparableStatement:
        return ComparableStatement(
            about=record.get("about") or "",
            act=record.get("act"),
            speakers=self._keys(record.get("speakers", ())),
            recipients=self._keys(record.get("recipients", ())),
            evidence=self._evidence(record),
            optional=bool(record.get("optional")),
            label=record.get("label"),
        )

    def _keys(self, named: Iterable[Any]) -> frozenset[ActorKey]:
        references = (one.get("actor", one.get("name")) if isinstance(one, dict) else one for one in named)
        return frozenset(self._find_actor(reference) for reference in references if reference)

    def _find_actor(self, reference: str) -> ActorKey:
        actor = self._by_id.get(reference) or self._by_name.get(_name(reference))
        return _key(actor) if actor else ActorKey("name", " ".join(content_words(reference)), None)

    def _evidence(self, record: dict[str, Any]) -> tuple[tuple[int, int] | None, ...]:
        found: list[tuple[int, int] | None] = []
        for one in record.get("evidence") or ():
            quote = squash_space(one if isinstance(one, str) else one.get("text"))
            at = self._text.find(quote) if quote else -1
            found.append((at, at + len(quote)) if at >= 0 else None)
        return tuple(found)


def _key(actor: dict[str, Any]) -> ActorKey:
    kind, country = actor.get("kind"), actor.get("country")
    if kind == "state" and country:
        return ActorKey("state", country, country)
    belongs = kind in ("person", "public_body")
    return ActorKey("name", " ".join(content_words(actor.get("name"))), country if belongs else None)


def _name(name: str | None) -> str:
    return " ".join(content_words(name)) or (name or "")


def _money(value: dict[str, Any] | None) -> tuple[float, str | None] | None:
    if not value or value.get("amount") in (None, ""):
        return None
    try:
        return float(str(value["amount"]).replace(",", "")), value.get("currency")
    except ValueError:
        return None


def squash_space(text: str | None) -> str:
    """Return the text with single spaces in place of white space."""
    return re.sub(r"\s+", " ", text or "").strip()

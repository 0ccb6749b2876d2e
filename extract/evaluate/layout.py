"""One neutral layout for gold and extractions, so that they can be compared: actors as keys, evidence as offsets."""

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


class Key(NamedTuple):
    """What an actor is recognised by."""

    kind: str
    """`state` for a state with a country code, `name` for all others."""
    value: str
    country: str | None
    """State that the actor is or, for persons and public bodies, belongs to."""


@dataclass(frozen=True)
class Deal:
    """An agreement to be compared."""

    subject: str
    instrument: str | None
    status: str | None
    parties: frozenset[Key]
    dates: frozenset[str]
    value: tuple[float, str | None] | None
    evidence: tuple[tuple[int, int] | None, ...]
    optional: bool


@dataclass(frozen=True)
class Speech:
    """A statement to be compared."""

    about: str
    act: str | None
    speakers: frozenset[Key]
    recipients: frozenset[Key]
    evidence: tuple[tuple[int, int] | None, ...]
    optional: bool


@dataclass(frozen=True)
class Page:
    """The records of one article."""

    actors: tuple[Key, ...]
    agreements: tuple[Deal, ...]
    statements: tuple[Speech, ...]


def page_of_gold(records: dict[str, Any], text: str) -> Page:
    """Gold records; an actor is named where a record means it."""
    return _Reader(records, text).page()


def page_of(extraction: ArticleExtraction) -> Page:
    """The records of an extraction."""
    return _Reader(extraction.model_dump(mode="json"), extraction.article.text).page()


def words(text: str | None) -> list[str]:
    """The telling words of a text, folded: no accents, case, possessives or function words; short names spelt out."""
    folded = unicodedata.normalize("NFKD", text or "")
    folded = "".join(c for c in folded if not unicodedata.combining(c)).casefold().replace("’", "'")
    for alias, full in _ALIASES:
        folded = alias.sub(full, folded)
    return [word for word in re.sub(r"[^\w' ]+", " ", re.sub(r"'s\b", "", folded)).split() if word not in _STOP]


class _Reader:
    def __init__(self, records: dict[str, Any], text: str) -> None:
        self._records = records
        self._text = squashed(text)
        self._by_id = {actor["id"]: actor for actor in records["actors"] if actor.get("id")}
        self._by_name = {_name(actor.get("name")): actor for actor in records["actors"]}

    def page(self) -> Page:
        return Page(
            tuple(_key(actor) for actor in self._records["actors"]),
            tuple(self._deal(record) for record in self._records["agreements"]),
            tuple(self._speech(record) for record in self._records["statements"]),
        )

    def _deal(self, record: dict[str, Any]) -> Deal:
        return Deal(
            subject=record.get("subject") or "",
            instrument=record.get("instrument"),
            status=record.get("status"),
            parties=self._keys(record.get("parties", ())),
            dates=frozenset(date["edtf"] for date in record.get("dates", ()) if date.get("edtf")),
            value=_money(record.get("value")),
            evidence=self._evidence(record),
            optional=bool(record.get("optional")),
        )

    def _speech(self, record: dict[str, Any]) -> Speech:
        return Speech(
            about=record.get("about") or "",
            act=record.get("act"),
            speakers=self._keys(record.get("speakers", ())),
            recipients=self._keys(record.get("recipients", ())),
            evidence=self._evidence(record),
            optional=bool(record.get("optional")),
        )

    def _keys(self, named: Iterable[Any]) -> frozenset[Key]:
        references = (one.get("actor", one.get("name")) if isinstance(one, dict) else one for one in named)
        return frozenset(self._referred(reference) for reference in references if reference)

    def _referred(self, reference: str) -> Key:
        actor = self._by_id.get(reference) or self._by_name.get(_name(reference))
        return _key(actor) if actor else Key("name", " ".join(words(reference)), None)

    def _evidence(self, record: dict[str, Any]) -> tuple[tuple[int, int] | None, ...]:
        """Offsets in the text with its white space squashed; None for evidence that is not there to the letter."""
        found: list[tuple[int, int] | None] = []
        for one in record.get("evidence") or ():
            quote = squashed(one if isinstance(one, str) else one.get("text"))
            at = self._text.find(quote) if quote else -1
            found.append((at, at + len(quote)) if at >= 0 else None)
        return tuple(found)


def _key(actor: dict[str, Any]) -> Key:
    kind, country = actor.get("kind"), actor.get("country")
    if kind == "state" and country:
        return Key("state", country, country)
    return Key("name", " ".join(words(actor.get("name"))), country if kind in ("person", "public_body") else None)


def _name(name: str | None) -> str:
    return " ".join(words(name)) or (name or "")


def _money(value: dict[str, Any] | None) -> tuple[float, str | None] | None:
    if not value or value.get("amount") in (None, ""):
        return None
    try:
        return float(str(value["amount"]).replace(",", "")), value.get("currency")
    except ValueError:
        return None


def squashed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()

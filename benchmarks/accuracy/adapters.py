"""From a peer's own output to the gold layout, so that one scorer reads all. Pure: output and text in, records out.

- Evidence is the sentence that holds the words that the peer located or quoted; where the text does not hold them, the
  peer's own words, so that they count as ungrounded.
- An actor told several times is one: states by country, others by name, a person's short name with the full one.
- The benefit of the doubt: a country told by any name of it gets its code, and a state that takes part in a record is
  an actor even where the peer did not list it. Nothing else is mended: a value of no code list stays, and is wrong.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from extract.document.segment import segment
from extract.entities import states
from extract.evaluate.comparable import content_words

Records = dict[str, list[dict[str, Any]]]
"""Lists of `actors`, `agreements` and `statements`, as in a row of gold."""


@dataclass(frozen=True)
class Part:
    """The answer to a part of an article, in the layout of `task.Answer`."""

    start: int
    """Offset in the article at which the part begins; its quotes are looked for from here."""
    answer: dict[str, Any]


def records_of_answers(parts: Iterable[Part], text: str) -> Records:
    """The records of instructor's answers: joined, their names united."""
    records: Records = {"actors": [], "agreements": [], "statements": []}
    for part in parts:
        records["actors"] += part.answer["actors"]
        for told in part.answer["agreements"]:
            records["agreements"].append(_deal(told, _quoted(told["evidence"], text, part.start)))
        for told in part.answer["statements"]:
            records["statements"].append(_speech(told, _quoted(told["evidence"], text, part.start)))
    return _united(records)


def records_of_extractions(extractions: Iterable[dict[str, Any]], text: str) -> Records:
    """The records of LangExtract's extractions (`class`, `text`, `start` and `end` or None, `attributes`).

    A class that was not asked for gives no record.
    """
    records: Records = {"actors": [], "agreements": [], "statements": []}
    for one in extractions:
        told = one["attributes"] or {}
        if one["class"] == "actor":
            records["actors"].append({**told, "name": one["text"]})
        elif one["class"] in ("agreement", "statement"):
            evidence = _quoted(one["text"], text) if one["start"] is None else _held(text, one["start"], one["end"])
            money = {"value": {"amount": told.get("amount"), "currency": told.get("currency")}}
            make = _deal if one["class"] == "agreement" else _speech
            records[f"{one['class']}s"].append(make({**told, **money}, evidence))
    return _united(records)


def _deal(told: dict[str, Any], evidence: list[str]) -> dict[str, Any]:
    return {
        "subject": _said(told.get("subject")),
        "instrument": _said(told.get("instrument")),
        "status": _said(told.get("status")),
        "parties": _listed(told.get("parties")),
        "dates": [{"edtf": date} for date in _listed(told.get("dates"))],
        "value": told.get("value"),
        "evidence": evidence,
    }


def _speech(told: dict[str, Any], evidence: list[str]) -> dict[str, Any]:
    return {
        "speakers": _listed(told.get("speakers")),
        "act": _said(told.get("act")),
        "recipients": _listed(told.get("recipients")),
        "about": _said(told.get("about")),
        "evidence": evidence,
    }


def _said(told: Any) -> str | None:
    """A value as one string; a peer without a schema may answer with a list."""
    return ", ".join(_listed(told)) or None


def _listed(told: Any) -> list[str]:
    """Names or dates as a list, also where the peer put them into one string, with commas."""
    values = re.split(r"[,;]\s+", told) if isinstance(told, str) else told if isinstance(told, list) else [told]
    return [str(value).strip() for value in values if value and str(value).strip()]


def _quoted(quote: str, text: str, start: int = 0) -> list[str]:
    """The sentences that hold a quote, the first from an offset on; the quote itself if the text does not hold it."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
    found = (pattern.search(text, start) or pattern.search(text)) if quote.strip() else None
    return _held(text, *found.span()) if found else [quote]


def _held(text: str, start: int, end: int) -> list[str]:
    return [sentence.text for sentence in segment(text) if sentence.start < end and start < sentence.end]


def _united(records: Records) -> Records:
    """The records with every actor once, and called by the same name everywhere."""
    actors = [_coded(actor) for actor in records["actors"]]
    actors += [state for name in _unlisted(records) if (state := _state(name))]
    kept: list[dict[str, Any]] = []
    called: dict[str, str] = {}
    for actor in sorted(actors, key=lambda one: -len(content_words(one["name"]))):
        twin = next((other for other in kept if _same(actor, other)), None)
        if twin is None:
            kept.append(actor)
        called.setdefault(actor["name"], (twin or actor)["name"])
    for record, role in _roles(records):
        record[role] = [called.get(name, name) for name in record[role]]
    return {**records, "actors": kept}


def _coded(actor: dict[str, Any]) -> dict[str, Any]:
    """The actor with the code of its country, where the peer told a name of it, or for a state only its own."""
    country = str(actor.get("country") or (actor["name"] if actor.get("kind") == "state" else ""))
    code = country if re.fullmatch("[A-Z]{3}", country) else states.lookup_state(country)
    return {"name": actor["name"], "kind": actor.get("kind"), "country": code}


def _unlisted(records: Records) -> list[str]:
    listed = {actor["name"] for actor in records["actors"]}
    return [name for record, role in _roles(records) for name in record[role] if name not in listed]


def _state(name: str) -> dict[str, Any] | None:
    code = states.lookup_state(name)
    return {"name": name, "kind": "state", "country": code} if code else None


def _roles(records: Records) -> Sequence[tuple[dict[str, Any], str]]:
    """Every list of names of a record, by its field."""
    deals = [(record, "parties") for record in records["agreements"]]
    return [*deals, *((record, role) for record in records["statements"] for role in ("speakers", "recipients"))]


def _same(one: dict[str, Any], longer: dict[str, Any]) -> bool:
    if one["kind"] == "state" and longer["kind"] == "state" and one["country"]:
        return bool(one["country"] == longer["country"])
    short, full = content_words(one["name"]), content_words(longer["name"])
    return one["kind"] == longer["kind"] and (short == full or (one["kind"] == "person" and set(short) <= set(full)))

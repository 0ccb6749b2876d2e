"""Brings an object to the strict type of a reply: each record by itself, so that a bad one costs itself alone.

In: a parsed JSON object. Out: a reply of the strict type, and the records that were dropped with their raw words. What
is accepted differs from the type in notation only: letter case and blanks of an enumerated word, a number as text, a
list as one text with commas, a missing empty list, a name within an object.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

UNKNOWN_WORD: Mapping[str, str] = {"instrument": "agreement", "status": "unknown"}
"""Fields whose enumeration has a word for all that no other word says, and that word."""


@dataclass(frozen=True)
class Dropped:
    """A record, or a field of one, that does not have its shape."""

    field: str
    """The list of the reply in which it stood."""
    raw: Any
    """The record as the model gave it."""
    why: str
    part: str | None = None
    """The field of the record that was dropped; None for the whole record."""


@dataclass(frozen=True)
class ReadReply:
    """A reply of the strict type, and what was left out of it."""

    reply: BaseModel
    dropped: tuple[Dropped, ...] = ()
    text: str = ""
    """The text that it was read from."""


def has_shape(value: Any, reply: type[BaseModel]) -> bool:
    """Whether an object can be meant as the reply: it has a field of it, and lists where the type has lists."""
    if not isinstance(value, dict):
        return False
    named = _by_name(value, reply)
    if not named:
        return False
    if any(_item_type(field) is None for field in reply.model_fields.values()):
        return coerced(value, reply) is not None
    return all(_listed(part, reply.model_fields[name]) is not None for name, part in named.items())


def coerce_reply(value: Mapping[str, Any], reply: type[BaseModel]) -> ReadReply | None:
    """The reply that an object means; None if the object as a whole cannot be brought to the type."""
    kept: dict[str, Any] = {}
    dropped: list[Dropped] = []
    named = _by_name(value, reply)
    for name, field in reply.model_fields.items():
        item = _item_type(field)
        if item is None:
            if name in named:
                kept[name] = _value(named[name], field.annotation)
            continue
        good, bad = _records(name, _listed(named.get(name), field) or (), item)
        most = next((rule.max_length for rule in field.metadata if hasattr(rule, "max_length")), len(good))
        bad += [Dropped(name, record.model_dump(mode="json"), f"more than {most} records") for record in good[most:]]
        kept[name] = tuple(good[:most])
        dropped += bad
    try:
        return ReadReply(reply.model_validate(kept), tuple(dropped))
    except ValidationError:
        return None


def coerced(value: Mapping[str, Any], model: type[BaseModel]) -> BaseModel | None:
    """One record of a model; None if it does not have its shape."""
    try:
        return _record(value, model)
    except ValidationError:
        return None


def _records(name: str, values: Iterable[Any], item: type[BaseModel]) -> tuple[list[BaseModel], list[Dropped]]:
    good: list[BaseModel] = []
    bad: list[Dropped] = []
    for value in values:
        try:
            good.append(_record(value, item))
        except ValidationError as error:
            bad.append(Dropped(name, value, _reasons(error)))
        else:
            bad += _replaced(name, value, good[-1])
    return good, bad


def _replaced(name: str, value: Any, record: BaseModel) -> Iterable[Dropped]:
    """The fields whose word is in no enumeration."""
    for part, words in _by_name(value, type(record)).items() if isinstance(value, dict) else ():
        made = getattr(record, part)
        if made == UNKNOWN_WORD.get(part) and isinstance(words, str) and _plain(words) != _plain(made):
            yield Dropped(name, value, f"{words!r} is no {part}", part)


def _record(value: Any, model: type[BaseModel]) -> BaseModel:
    """Raises ValidationError."""
    if not isinstance(value, dict):
        return model.model_validate(value)
    named = _by_name(value, model)
    fields = model.model_fields
    given = {name: _known(name, _value(part, fields[name].annotation), fields[name]) for name, part in named.items()}
    lacking = {name: _nothing(field) for name, field in fields.items() if _may_lack(field)}
    return model.model_validate(lacking | given)


def _known(name: str, value: Any, field: FieldInfo) -> Any:
    """The value, or the word for all others if its enumeration has one and does not have the value."""
    other, allowed = UNKNOWN_WORD.get(name), get_args(field.annotation)
    return other if isinstance(value, str) and value not in allowed and other in allowed else value


def _may_lack(field: FieldInfo) -> bool:
    """Whether a record may leave a field out: it has no default, and nothing is among its values."""
    return field.is_required() and (get_origin(field.annotation) in (tuple, list) or _may_be_null(field))


def _nothing(field: FieldInfo) -> Any:
    """The value of a field that a record leaves out."""
    return None if _may_be_null(field) else ()


def _may_be_null(field: FieldInfo) -> bool:
    return get_origin(field.annotation) in (Union, UnionType) and type(None) in get_args(field.annotation)


def _reasons(error: ValidationError) -> str:
    told = (f"{'.'.join(map(str, one['loc'])) or 'record'}: {one['msg']}" for one in error.errors()[:3])
    return "; ".join(told)


def _by_name(value: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The parts of an object that are fields of the model; their names may differ in case and blanks."""
    names = {_plain(name): name for name in model.model_fields}
    found: dict[str, Any] = {}
    for key, part in value.items():
        name = names.get(_plain(str(key)))
        if name and (name == key or name not in found):
            found[name] = part
    return found


def _item_type(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a list's records; None if the field is no list of records."""
    arguments = get_args(field.annotation) if get_origin(field.annotation) in (tuple, list) else ()
    item = arguments[0] if arguments else None
    return item if isinstance(item, type) and issubclass(item, BaseModel) else None


def _listed(part: Any, field: FieldInfo) -> list[Any] | None:
    """The records of a list: none where it is null, one where a record stands in its place; None if it is no list."""
    item = _item_type(field)
    if part is None or part == "":
        return []
    if isinstance(part, list):
        return part
    if isinstance(part, dict) and item:
        if _by_name(part, item):
            return [part]
        values = list(part.values())
        if part == {} or all(isinstance(one, dict) and _by_name(one, item) for one in values):
            return values
    return None


def _value(value: Any, annotation: Any) -> Any:
    """A value in the notation of its type; as it came if there is none, for the type to refuse."""
    origin = get_origin(annotation)
    if origin is Literal:
        return _one_of(value, get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _one_of(value, [member.value for member in annotation])
    if origin in (tuple, list):
        item = get_args(annotation)[0]
        return [_value(part, item) for part in _list(value)]
    if origin in (Union, UnionType):
        return _value(value, next((one for one in get_args(annotation) if one is not type(None)), str))
    if annotation is int:
        return _number(value)
    return _words(value) if annotation is str else value


def _one_of(value: Any, allowed: Iterable[Any]) -> Any:
    """The allowed word that differs from this one in letter case, blanks, hyphens or underscores at most."""
    value = _words(value)
    if not isinstance(value, str):
        return value
    words = {_plain(str(word)): word for word in allowed}
    return words.get(_plain(value), value)


def _list(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
    return value if isinstance(value, list) else [value]


def _number(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    match = re.fullmatch(r"\s*\[?(\d{1,9})(?:\.0)?\]?\s*", value) if isinstance(value, str) else None
    return int(match[1]) if match else value


def _words(value: Any) -> Any:
    """A text: as it is, the only one of a list, or the only one of an object."""
    if isinstance(value, list) and len(value) == 1:
        return _words(value[0])
    if isinstance(value, dict):
        texts = [part for part in value.values() if isinstance(part, str)]
        named = [part for name, part in value.items() if name in ("name", "text", "value") and isinstance(part, str)]
        return named[0] if named else texts[0] if len(texts) == 1 else value
    return value


def _plain(text: str) -> str:
    return re.sub(r"[\s_\-]+", "", text).casefold()


def raw_record(dropped: Dropped) -> dict[str, object]:
    """The words of a dropped record as an object."""
    if isinstance(dropped.raw, dict):
        return {str(name): part for name, part in dropped.raw.items()}
    return {"raw": json.loads(json.dumps(dropped.raw, default=str))}

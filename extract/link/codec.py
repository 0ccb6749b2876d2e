"""Write records as compact JSON and read them back: dataclasses as lists of their fields, by their type hints."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic_core import from_json, to_json

T = TypeVar("T")
Convert = Callable[[Any], Any]


def encode(record: object) -> str:
    """Return a record as JSON."""
    write, _ = _codec_of(type(record))
    return to_json(write(record)).decode()


def decode(text: str, kind: type[T]) -> T:
    """Return the record of a kind that was encoded."""
    _, read = _codec_of(kind)
    record: T = read(from_json(text))
    return record


def _codec_of(kind: Any) -> tuple[Convert, Convert]:
    return _codec(kind)


@cache
def _codec(hint: Any) -> tuple[Convert, Convert]:
    """How a value of a type becomes plain, and back."""
    if is_dataclass(hint):
        return _dataclass_codec(hint)
    if get_origin(hint) in (tuple, frozenset):
        return _collection_codec(hint)
    if isinstance(hint, UnionType):
        return _optional_codec(hint)
    if hint is Decimal:
        return str, Decimal
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _same, {member.value: member for member in hint}.__getitem__  # to_json writes the value
    return _same, _same


def _dataclass_codec(kind: Any) -> tuple[Convert, Convert]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    parts = [_codec(hints[name]) for name in names]
    encoders = [(at, encoder) for at, (encoder, _) in enumerate(parts) if encoder is not _same]
    decoders = [(at, decoder) for at, (_, decoder) in enumerate(parts) if decoder is not _same]

    def write(value: Any) -> list[Any]:
        plain = [getattr(value, name) for name in names]
        for at, encoder in encoders:
            plain[at] = encoder(plain[at])
        return plain

    def read(plain: Any) -> Any:
        for at, decoder in decoders:
            plain[at] = decoder(plain[at])
        return kind(*plain)

    return write, read


def _collection_codec(hint: Any) -> tuple[Convert, Convert]:
    kind, arguments = get_origin(hint), get_args(hint)
    if kind is tuple and arguments[-1] is not Ellipsis:
        parts = [_codec(argument) for argument in arguments]
        return (
            lambda value: [encoder(one) for (encoder, _), one in zip(parts, value, strict=True)],
            lambda plain: tuple(decoder(one) for (_, decoder), one in zip(parts, plain, strict=True)),
        )
    encoder, decoder = _codec(arguments[0])
    if encoder is _same and decoder is _same:
        return (sorted, frozenset) if kind is frozenset else (list, tuple)
    if kind is frozenset:
        return (lambda value: sorted(map(encoder, value))), (lambda plain: frozenset(map(decoder, plain)))
    return (lambda value: list(map(encoder, value))), (lambda plain: tuple(map(decoder, plain)))


def _optional_codec(hint: UnionType) -> tuple[Convert, Convert]:
    (argument,) = (one for one in get_args(hint) if one is not NoneType)
    encoder, decoder = _codec(argument)
    if encoder is _same and decoder is _same:
        return _same, _same
    return (
        lambda value: None if value is None else encoder(value),
        lambda plain: None if plain is None else decoder(plain),
    )


def _same(value: Any) -> Any:
    return value

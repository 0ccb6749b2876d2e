"""Make a codebook of one's own: the default codebook with labels added, redefined or left out.

In: the content of a codebook file, as mappings, lists and text. Out: a codebook. The file names only what it changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from prompts.codebook import LABEL, LISTS, RECORDS, Codebook, CodebookError, Ruling

ENTRIES = ("name", "version", "records", *LISTS, "leave_out", "rulings", "examples")
"""The entries that a file may have."""
EXTENSIBLE = ("instruments", "statuses", "acts")
"""The lists that may get new labels."""
ALL = "all"
_PARTS = ("kind_of", "means")


def adapt(usual: Codebook, changes: Mapping[str, Any], sha256: str) -> Codebook:
    """Return the usual codebook with the changes of a file. Raises CodebookError that names the entry.

    `sha256` is the hash of the file.
    """
    _known("the file", changes, ENTRIES)
    left_out = _mapping("leave_out", changes.get("leave_out") or {})
    _known("leave_out", left_out, (*LISTS, "rulings", "examples"))
    labels = {name: _List(name, usual).changed(changes.get(name), left_out.get(name)) for name in LISTS}
    kinds_of = {name: kinds for name, (_, kinds) in labels.items() if kinds}
    return replace(
        usual,
        name=_text("name", changes.get("name")),
        version=_version(changes.get("version", 1)),
        records=dict(_records(usual, changes.get("records") or {})),
        **{name: definitions for name, (definitions, _) in labels.items()},
        rulings=_rulings(usual, changes.get("rulings") or [], left_out.get("rulings")),
        kinds_of=kinds_of,
        examples=tuple(dict(_mapping("examples", one)) for one in _sequence("examples", changes.get("examples") or [])),
        leaves_out_examples=_all_examples(left_out.get("examples")),
        sha256=sha256,
        default=False,
    )


class _List:
    """One list of labels of the usual codebook."""

    def __init__(self, name: str, usual: Codebook) -> None:
        self._name = name
        self._usual: Mapping[str, str] = getattr(usual, name)

    def changed(self, entries: Any, left_out: Any) -> tuple[dict[str, str], dict[str, str]]:
        """Return the definitions by label, and what each new label is a kind of."""
        gone = _names(f"leave_out.{self._name}", left_out, self._usual)
        definitions = {label: means for label, means in self._usual.items() if label not in gone}
        kinds: dict[str, str] = {}
        for label, entry in _mapping(self._name, entries or {}).items():
            kind, definitions[label] = self._label(label, entry)
            if isinstance(entry, Mapping) and "kind_of" in entry:
                kinds[label] = kind
        if not definitions:
            raise CodebookError(f"{self._name}: all labels are left out, and none is defined; keep or define one")
        return definitions, kinds

    def _label(self, label: str, entry: Any) -> tuple[str, str]:
        """What a label is a kind of, and its definition."""
        where = f"{self._name}.{label}"
        if not isinstance(label, str) or not LABEL.fullmatch(label):
            raise CodebookError(f"{where}: write a label in lower-case letters, digits and underscores")
        if isinstance(entry, Mapping):
            _known(where, entry, _PARTS)
            kind, means = entry.get("kind_of", label), entry.get("means")
        else:
            kind, means = label, entry
        if kind not in self._usual:
            raise CodebookError(self._no_kind(where, label, kind))
        if kind != label and self._name not in EXTENSIBLE:
            raise CodebookError(
                f"{where}: {self._name} take no new labels, only {', '.join(EXTENSIBLE)} do; redefine one of:"
                f" {', '.join(self._usual)}"
            )
        return kind, self._usual[kind] if means is None else _text(where, means, empty=True)

    def _no_kind(self, where: str, label: str, kind: Any) -> str:
        close = get_close_matches(str(kind), self._usual, n=1)
        hint = f" (did you mean {close[0]}?)" if close else ""
        known = ", ".join(self._usual)
        if kind == label and self._name in EXTENSIBLE:
            like = close[0] if close else next(iter(self._usual))
            return (
                f"{where}: the default codebook has no label {label!r}{hint}; for a new label say which one it is a"
                f" kind of, like {{kind_of: {like}, means: ...}}; it has: {known}"
            )
        return f"{where}: the default codebook has no label {kind!r}{hint}; choose one of: {known}"


def _records(usual: Codebook, changes: Any) -> Iterator[tuple[str, str]]:
    _known("records", _mapping("records", changes), RECORDS)
    for name in RECORDS:
        yield name, _text(f"records.{name}", changes.get(name, usual.records[name]))


def _rulings(usual: Codebook, entries: Any, left_out: Any) -> tuple[Ruling, ...]:
    """The usual rulings that are kept, and those of the file: rules on a subject that is kept are added to it."""
    gone = _names("leave_out.rulings", left_out, {ruling.on: "" for ruling in usual.rulings})
    rules = {ruling.on: ruling.rules for ruling in usual.rulings if ruling.on not in gone}
    for entry in _sequence("rulings", entries):
        _known("rulings", _mapping("rulings", entry), ("on", "rules"))
        on = _text("rulings.on", entry.get("on"))
        added = tuple(_text(f"rulings on {on}", rule) for rule in _sequence(f"rulings on {on}", entry.get("rules")))
        rules[on] = rules.get(on, ()) + added
    return tuple(Ruling(on, several) for on, several in rules.items())


def _names(where: str, given: Any, known: Mapping[str, str]) -> frozenset[str]:
    """Names that are left out: a list of known ones, or all."""
    if given == ALL:
        return frozenset(known)
    names = _sequence(where, given or [])
    for name in names:
        if name not in known:
            raise CodebookError(
                f"{where}: the default codebook has no {name!r} to leave out; it has: {', '.join(known)};"
                f" or write {ALL}"
            )
    return frozenset(names)


def _all_examples(given: Any) -> bool:
    if given not in (None, ALL):
        raise CodebookError(f"leave_out.examples: {given!r} cannot be left out; write {ALL}, or leave the entry away")
    return given is not None


def _known(where: str, table: Mapping[Any, Any], names: tuple[str, ...]) -> None:
    for name in table:
        if name not in names:
            raise CodebookError(f"{where}: there is no entry {name!r}; the entries are: {', '.join(names)}")


def _mapping(where: str, value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise CodebookError(f"{where}: {value!r} is no table; write entries like `name: value`")
    return value


def _sequence(where: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise CodebookError(f"{where}: {value!r} is no list; write each entry on a line after `- `")
    return value


def _text(where: str, value: Any, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or empty):
        found = "it is missing" if value is None else f"{value!r} is none"
        raise CodebookError(f"{where}: text is needed, and {found}; put it in quotes if it looks like something else")
    return " ".join(value.split())


def _version(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CodebookError(f"version: {value!r} is no whole number from 1; write for instance `version: 1`")
    return value

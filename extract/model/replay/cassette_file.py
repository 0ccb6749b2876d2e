"""The file of a cassette: a YAML text that people can read and compare, with the JSON of each call as a structure.

In come the interactions of vcrpy, out comes a file, and back again; what JSON meant is the same after the round trip.
A body that is no JSON, or that YAML could not give back, is kept as its text.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import yaml
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.serialize import deserialize, serialize

from extract.atomic_write import replace_file
from extract.errors import ModelUnavailable
from schemas import FailureCode

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_NO_WRAP = 2**31


def cassette_path(folder: Path, source_id: str, plan: str) -> Path:
    """Where the cassette of an article and plan is; two different ids never share a file, whatever the file system."""
    return folder / _file_name(plan) / f"{_file_name(source_id)}.yaml"


def cassette_of(folder: Path, source_id: str, article_id: str, plan: str) -> Path:
    """The same for an article whose source id another article of the run has too: its own id is in the name."""
    return cassette_path(folder, f"{source_id}-{article_id.rpartition(':')[2]}", plan)


class Reading:
    """vcrpy's persister for a replay."""

    @staticmethod
    def load_cassette(path: Path, serializer: Any) -> Any:
        """The interactions. Raises ModelUnavailable if the file is not what a recording leaves."""
        try:
            return deserialize(path.read_text("utf-8"), serializer)
        except FileNotFoundError:
            raise CassetteNotFoundError from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
            why = f"{path} is no cassette that can be read ({type(error).__name__})"
            raise ModelUnavailable(f"{why}; record it anew", FailureCode.NOT_RECORDED) from error

    @staticmethod
    def save_cassette(path: Path, cassette: dict[str, Any], serializer: Any) -> None:
        """A replay leaves the file alone."""


class Writing:
    """vcrpy's persister for a recording: it does not look at the older cassette, and replaces it whole."""

    @staticmethod
    def load_cassette(path: Path, serializer: Any) -> Any:
        raise CassetteNotFoundError

    @staticmethod
    def save_cassette(path: Path, cassette: dict[str, Any], serializer: Any) -> None:
        """Raises StoreError."""
        replace_file(path, serialize(cassette, serializer).encode())


class Readable:
    """vcrpy's serializer."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            request["body"] = _structure(request["body"])
            response["body"] = _structure(response["body"]["string"])
        return _yaml(cassette)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette: dict[str, Any] = yaml.load(text, Loader=_Loader)
        for interaction in cassette["interactions"]:
            request, response = interaction["request"], interaction["response"]
            request["body"] = _text(request["body"])
            response["body"] = {"string": _text(response["body"])}
        return cassette


class _Dumper(yaml.SafeDumper):
    """Text of several lines as it reads, and no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def _yaml(value: Any) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_NO_WRAP)
    return text


def _structure(body: Any) -> Any:
    """The JSON object or list in a body, or the body itself."""
    try:
        parsed = json.loads(body)
        faithful = isinstance(parsed, dict | list) and yaml.load(_yaml(parsed), Loader=_Loader) == parsed
    except (ValueError, TypeError, yaml.YAMLError):
        return body
    return parsed if faithful else body


def _text(body: Any) -> Any:
    return json.dumps(body, ensure_ascii=False) if isinstance(body, dict | list) else body


def _file_name(text: str) -> str:
    """`text` if it is safe as it is, else its safe part and a hash, after a sign that no safe name has."""
    if _SAFE.fullmatch(text):
        return text
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]
    return f"{words}~{hashlib.sha256(text.encode()).hexdigest()[:16]}"

"""Read the file of a codebook of one's own, and check its worked examples as answers of a model are checked.

The file is YAML, in which dates and words like `on` are text.
"""

import hashlib
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from extract.ask.declared_form import answer_form
from extract.errors import ConfigError
from prompts import Codebook, CodebookError, adapt_codebook, codebook
from schemas.declared import DeclaredAnswer

_EXAMPLE = ("published", "source", "sentences", "answer")
_VALUES = (
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ("~", "n", "")),
)
"""What is no text: a type of YAML, its pattern, and the characters that it begins with."""

_REST: dict[str, dict[str, Any]] = {
    "actors": dict.fromkeys(("words", "country", "office", "represents")),
    "agreements": {
        **dict.fromkeys(("status_cue", "value", "quantity", "source")),
        **{"parties": [], "dates": [], "historical": False, "unsure": []},
    },
    "statements": {"recipients": [], "source": None, "unsure": []},
}
"""By list of an answer: what an example may leave away."""


class _Loader(yaml.SafeLoader):
    """Refuses a table that has a name twice."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is there twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in _VALUES:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"\A(?:{_pattern})\Z"), list(_first))


def read_codebook_file(path: Path) -> Codebook:
    """Return the codebook of a file. Raises ConfigError that says what is wrong, where, and what to write."""
    try:
        data = path.read_bytes()
        return parse_codebook(data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())
    except OSError as error:
        raise ConfigError(f"cannot read the codebook {path}: {error.strerror}; give the path of a YAML file") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"the codebook {path} is not UTF-8; save it as UTF-8") from error
    except CodebookError as error:
        raise ConfigError(f"the codebook {path}: {error}") from error


def parse_codebook(text: str, sha256: str) -> Codebook:
    """Return the codebook that a text describes; `sha256` is the hash of its file. Raises CodebookError."""
    try:
        content = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        raise CodebookError(_syntax(error)) from error
    if not isinstance(content, Mapping):
        raise CodebookError("the file has no entries; begin with `name: ` and the name of your codebook")
    book = adapt_codebook(codebook(), content, sha256)
    return replace(book, examples=tuple(_examples(book)))


def _examples(book: Codebook) -> Iterator[dict[str, Any]]:
    """The worked examples in the form of the prompt's own."""
    for number, example in enumerate(book.examples, start=1):
        where = f"examples, number {number}"
        unknown = [name for name in example if name not in _EXAMPLE]
        if unknown or not isinstance(example.get("sentences"), list) or not example["sentences"]:
            raise CodebookError(f"{where}: give sentences, as a list, and an answer; published and source if you like")
        sentences = [str(sentence) for sentence in example["sentences"]]
        answer = _answer(example.get("answer"), where, book)
        for problem in _problems(answer, sentences):
            raise CodebookError(f"{where}: {problem}")
        head = {name: example.get(name) for name in ("published", "source")}
        yield {**head, "sentences": sentences, "answer": answer.model_dump(mode="json")}


def _answer(given: Any, where: str, book: Codebook) -> DeclaredAnswer:
    """An answer with what it leaves out: lists that are empty, and fields without a value."""
    try:
        return answer_form(book).model_validate(_completed(given) if isinstance(given, Mapping) else given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CodebookError(f"{where}: answer.{place}: {first['msg']} ({first['input']!r})") from error


def _completed(answer: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: [_with_rest(one, rest) for one in answer.get(name) or []] for name, rest in _REST.items()}
    return {**answer, **lists}


def _with_rest(item: Any, rest: Mapping[str, Any]) -> Any:
    return {**rest, **item} if isinstance(item, Mapping) else item


def _problems(answer: DeclaredAnswer, sentences: Sequence[str]) -> Iterator[str]:
    """What of an answer its sentences disprove: exact words that are not there, numbers, and ids of no actor."""
    text, known = "\n".join(sentences), {actor.id for actor in answer.actors}
    for name, words in _exact_words(answer):
        if words and words not in text:
            yield f"{name}: the sentences do not hold {words!r}; copy the words letter by letter"
    numbers = [number for deal in answer.agreements for number in deal.sentences]
    numbers += [number for said in answer.statements for number in said.sentences]
    for number in numbers:
        if not 0 < number <= len(sentences):
            yield f"sentences: there is no sentence {number}; they are counted from 1 to {len(sentences)}"
    for actor in _referred(answer):
        if actor not in known:
            yield f"no actor has the id {actor!r}; declare it among the actors"


def _exact_words(answer: DeclaredAnswer) -> Iterator[tuple[str, str | None]]:
    for actor in answer.actors:
        yield "actors.words", actor.words
    for deal in answer.agreements:
        yield from (("status_cue", deal.status_cue), ("quantity", deal.quantity), ("agreements.source", deal.source))
        yield from (("dates.words", date.words) for date in deal.dates)
        yield "value.words", deal.value.words if deal.value else None
    for said in answer.statements:
        yield from (("cue", said.cue), ("statements.source", said.source))


def _referred(answer: DeclaredAnswer) -> Iterator[str]:
    yield from (actor.represents for actor in answer.actors if actor.represents)
    yield from (party.actor for deal in answer.agreements for party in deal.parties)
    yield from (actor for said in answer.statements for actor in (*said.speakers, *said.recipients))


def _syntax(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}{problem}; correct the YAML there (text with a colon or a leading special character needs quotes)"

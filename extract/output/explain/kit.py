"""Writes a kit that replays the calls about one article offline.

A kit is a folder with the article, the calls as a cassette, and the settings.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.ask.document_plan import DocumentPlan
from extract.ask.method import Method
from extract.atomic_write import replace_file
from extract.errors import ConfigError
from extract.model.replay.from_ledger import AnsweredCall, write_cassette
from extract.output.explain.answers import StoredAnswers
from extract.settings.toml_file import FILE_NAME
from schemas import Article

_ARTICLE = "article.jsonl"
_PARAMETERS = ("model", "temperature", "seed")


def write_kit(folder: Path, article: Article, method: Method, answers: StoredAnswers) -> None:
    """Write the kit of an article; `answers` must have answered the questions about it already.

    Raises ConfigError if an answer is missing, and StoreError if the folder cannot be written.
    """
    if answers.missing or not answers.given:
        raise ConfigError(
            f"cannot write a kit: not every answer about {article.source_id!r} is stored; if the run replayed or"
            " recorded cassettes, give their folder with --cassettes"
        )
    calls = [
        AnsweredCall(request, answer.raw or answer.reply, answer.usage, answer.seconds, answer.created)
        for request, answer in answers.given
    ]
    write_cassette(folder, article, method.plan.name, calls)
    replace_file(folder / _ARTICLE, _row(article).encode())
    replace_file(folder / FILE_NAME, _settings(method, calls[0].request).encode())


def replay_arguments(folder: Path) -> tuple[str, ...]:
    """The arguments of the command that replays a kit."""
    return ("run", str(folder / _ARTICLE), "--config", str(folder / FILE_NAME), "--out", str(folder / "run"))


def _row(article: Article) -> str:
    """The article as an input row that is read as the same article.

    The title is given only if the text begins with it. Any other title was detected in the text, and will be again.
    """
    headed = article.title and article.text.startswith(article.title)
    row = {
        "id": article.source_id,
        "title": article.title if headed else None,
        "date": article.published,
        "source": article.source,
        "url": article.url,
        "language": article.language,
        "text": article.text,
    }
    return json.dumps({name: value for name, value in row.items() if value}, ensure_ascii=False) + "\n"


def _settings(method: Method, request: Mapping[str, Any]) -> str:
    """Settings, as TOML, that lead to the same requests.

    `max_completion_tokens` is sent to OpenAI's own service only, which needs no base URL. For any other server a
    placeholder is enough, because a replay connects to nothing.
    """
    openai = "max_completion_tokens" in request
    table = {
        "replay": ".",
        "plan": method.plan.name,
        **({"verify": method.plan.second_reading.value} if isinstance(method.plan, DocumentPlan) else {}),
        "max_tokens": request["max_completion_tokens" if openai else "max_tokens"],
        **{name: request[name] for name in _PARAMETERS if name in request},
        **({} if openai else {"base_url": "http://replayed/v1"}),
    }
    # a JSON string is a TOML string, except for lone surrogates, which no setting contains
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in table.items())

"""A kit to replay an article's calls anywhere, offline: the article, the calls as a cassette, and the settings.

In: an article and the answers that were kept. Out: a folder, and the command that replays it.
"""

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.ask.method import Method
from extract.atomic_write import replace_file
from extract.errors import ConfigError
from extract.model.replay.from_ledger import AnsweredCall, write_cassette
from extract.output.explain.answers import Answers
from extract.settings.toml_file import FILE
from schemas import Article

_ROW = "article.jsonl"
_DECISIVE = ("model", "temperature", "seed")


def write_kit(folder: Path, article: Article, how: Method, answers: Answers) -> None:
    """Writes the kit of an article that `answers` was asked about.

    Raises ConfigError if a call about it is not kept, StoreError if the folder cannot be written.
    """
    if answers.missed or not answers.given:
        raise ConfigError(
            f"not every answer about {article.source_id!r} is kept, so that it cannot be replayed; if the run replayed"
            " or recorded, name its cassettes with --cassettes"
        )
    calls = [
        AnsweredCall(body, found.raw or found.reply, found.usage, found.seconds, found.created)
        for body, found in answers.given
    ]
    write_cassette(folder, article, how.plan.name, calls)
    replace_file(folder / _ROW, _row(article).encode())
    replace_file(folder / FILE, _settings(how, calls[0].request).encode())


def command(folder: Path) -> str:
    """The command that replays a kit."""
    told = ["run", folder / _ROW, "--config", folder / FILE, "--out", folder / "run"]
    return shlex.join(["communique", *map(str, told)])


def _row(article: Article) -> str:
    """The article as it is read again. A title that does not head its text was found in it, and will be again."""
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


def _settings(how: Method, body: Mapping[str, Any]) -> str:
    """The settings that make the same requests. A request that bounds its tokens as OpenAI's own service has it was
    made without a base URL; of any other server the address does not matter."""
    hosted = "max_completion_tokens" in body
    table = {
        "replay": ".",
        "plan": how.plan.name,
        "max_tokens": body["max_completion_tokens" if hosted else "max_tokens"],
        **{name: body[name] for name in _DECISIVE if name in body},
        **({} if hosted else {"base_url": "http://replayed/v1"}),
    }
    # a string of JSON is one of TOML, but for half a surrogate pair, which no setting has
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in table.items())

"""Render the call of the document plan: instructions and examples, which are the same for every call, then the article.

Article text is only ever data here: nothing renders it as a template.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract.ask.declared_form import answer_form
from extract.model.contract import Prompt
from prompts import Codebook, document_prompt


@dataclass(frozen=True)
class KnownActor:
    """An actor that an earlier window of the article declared."""

    id: str
    name: str
    office: str | None = None


@dataclass(frozen=True)
class Page:
    """The part of an article that one call shows."""

    sentences: tuple[tuple[int, str], ...]
    """Numbers, counted from 1 over the article, and words."""
    published: str | None = None
    source: str | None = None
    known: tuple[KnownActor, ...] = ()


def render_page(page: Page, book: Codebook) -> Prompt:
    """The call for a page of an article."""
    file = document_prompt(book)
    messages = [{"role": "system", "content": file.instructions}]
    for example in file.examples:
        messages.append({"role": "user", "content": _question(_example_page(example))})
        messages.append({"role": "assistant", "content": _compact(example["answer"])})
    messages.append({"role": "user", "content": _question(page)})
    return Prompt(tuple(messages), answer_form(book))


def _example_page(example: dict[str, Any]) -> Page:
    return Page(tuple(enumerate(example["sentences"], start=1)), example["published"], example["source"])


def _question(page: Page) -> str:
    lines = [f"published: {page.published}"] if page.published else []
    lines += [f"source: {_line(page.source)}"] if page.source else []
    lines += _known(page.known)
    lines += [f"[{number}] {_line(text)}" for number, text in page.sentences]
    return "\n".join(lines)


def _known(actors: Iterable[KnownActor]) -> list[str]:
    """Actors of earlier pages; the answer refers to them by these ids, and may declare them again."""
    named = [f"{actor.id} {actor.name}" + (f" ({actor.office})" if actor.office else "") for actor in actors]
    return [f"actors declared so far, who keep their ids: {_line('; '.join(named))}"] if named else []


def _line(text: str) -> str:
    """A sentence on one line; a line break inside it would end the numbered line."""
    return " ".join(text.splitlines())


def _compact(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))

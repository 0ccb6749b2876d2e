"""Traces a record of a run back: article, sentence, prompt, answer, gates. In: a run and a record. Out: values.

The article is taken through the pipeline once more with the answers that were kept, and no model is asked: what comes
out must be the same record, and whether it is so is told.
"""

import asyncio
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.ask.method import Method, build_method
from extract.ask.question import Question
from extract.entities.annotate import tell
from extract.errors import ConfigError, ModelError
from extract.output.explain.answers import Answers, Found
from extract.output.explain.kit import command, write_kit
from extract.output.load import Run
from extract.output.tables import Numbering
from extract.pipeline import extract
from schemas import (
    Agreement,
    Article,
    ArticleExtraction,
    PromptUsed,
    RecordKind,
    Rejected,
    RunManifest,
    SecurityStatement,
    Span,
)

Record = Agreement | SecurityStatement


@dataclass(frozen=True)
class Fate:
    """What became of one draft of an answer."""

    kind: RecordKind
    draft: dict[str, object]
    refused: tuple[Rejected, ...]
    """By which gates it, or fields of it, were refused; none if it passed all of them."""


@dataclass(frozen=True)
class Call:
    """A model call that was asked about the record's evidence."""

    sentences: tuple[str, ...]
    request: dict[str, Any]
    answer: Found | None
    """None where the answer is not kept in the run nor in the cassettes given."""
    drafts: tuple[Fate, ...]


@dataclass(frozen=True)
class Explanation:
    """Where a record comes from."""

    article: Article
    record: Record
    names: dict[str, str]
    """Names of the article's actors by id."""
    field: str | None
    words: dict[str, tuple[Span, ...]]
    """The words behind each field, or behind the one that was asked for."""
    prompt: PromptUsed
    same_method: bool
    """Whether this version of Communique, with its prompts, is the one that made the run."""
    calls: tuple[Call, ...]
    replayed: str
    """What the kept answers come to when they go through the pipeline once more."""
    command: str
    """What replays the calls offline: a kit that was written, or else what writes one."""


def explain(
    run: Run, name: str, field: str | None = None, cassettes: Path | None = None, kit: Path | None = None
) -> Explanation:
    """The explanation of a record, named `g1`, or `ARTICLE/g1` where the run has several articles.

    Answers are looked for in `cassettes` too; into the folder `kit` goes what replays the article's calls. Raises
    ConfigError if there is no such record or field, or a call of the kit is not kept; StoreError if the run cannot be
    read or the kit not written.
    """
    manifest = run.manifest
    found, record = _find(run, name)
    words = _words(record)
    if field is not None and field not in words:
        told = ", ".join(words)
        raise ConfigError(f"no words stand behind a field {field!r} of {record.id}; there are words behind: {told}")
    how = build_method(manifest.model, manifest.plan, _call_settings(manifest))
    refused = [row for row in run.rejected() if (row.article, row.source_id) == _identity(found.article)]
    with Answers.of(run, how, found.article, cassettes) as answers:
        calls = tuple(_calls(found, record, how, answers, refused))
        replayed = _replayed(found, record, how, answers)
        if kit:
            write_kit(kit, found.article, how, answers)
    return Explanation(
        article=found.article,
        record=record,
        names={actor.id: actor.name for actor in found.actors},
        field=field,
        words={name: spans for name, spans in words.items() if field in (None, name)},
        prompt=found.provenance.prompts[0],
        same_method=how.run == manifest.run,
        calls=calls,
        replayed=replayed,
        command=command(kit) if kit else _kit_command(run, found.article, record, cassettes),
    )


def _kit_command(run: Run, article: Article, record: Record, cassettes: Path | None) -> str:
    """The command that writes a kit, and tells how to replay it."""
    given = ["communique", "explain", str(run.path), f"{article.source_id}/{record.id}", "--kit", "kit"]
    return shlex.join(given + (["--cassettes", str(cassettes)] if cassettes else []))


def _call_settings(manifest: RunManifest) -> dict[str, Any]:
    return {name: manifest.settings.get(name) for name in ("max_tokens", "temperature", "seed")}


def _identity(article: Article) -> tuple[str, str]:
    return article.id, article.source_id


def _find(run: Run, name: str) -> tuple[ArticleExtraction, Record]:
    place, _, record_id = name.rpartition("/")
    numbering = Numbering()
    hits: list[tuple[ArticleExtraction, Record]] = []
    for found in run:
        if place in ("", found.article.source_id, numbering.key(found)):
            records: list[Record] = [*found.agreements, *found.statements]
            hits += [(found, record) for record in records if record.id == record_id]
    if not hits:
        raise ConfigError(f"the run {run.path} has no record {name!r}; name one like g1, s2 or some-article/g1")
    if len(hits) > 1:
        near = ", ".join(f"{found.article.source_id}/{record_id}" for found, _ in hits[:3])
        raise ConfigError(f"several articles have a record {name!r}; name its article too, like {near}")
    return hits[0]


def _words(record: Record) -> dict[str, tuple[Span, ...]]:
    """The words behind each field of a record, the cue and the source included."""
    words = dict(record.fields)
    cue = record.status_cue if isinstance(record, Agreement) else record.cue
    if cue:
        words.setdefault("status" if isinstance(record, Agreement) else "act", (cue,))
    if record.attribution:
        words["attribution"] = (record.attribution.span,)
    return words


def _calls(
    found: ArticleExtraction, record: Record, how: Method, answers: Answers, refused: list[Rejected]
) -> Iterator[Call]:
    for question in how.questions(tell(found.article).sentences):
        if any(_overlap(question, span) for span in record.evidence):
            for part in _asked(question, answers):
                if any(_overlap(part, span) for span in record.evidence):
                    yield _call(part, answers, refused)


def _overlap(question: Question, span: Span) -> bool:
    return any(sentence.start < span.end and span.start < sentence.end for sentence in question.window)


def _asked(question: Question, answers: Answers) -> Iterator[Question]:
    """The question, or its halves if those were asked because no answer to the whole could be used."""
    halves = question.halves()
    if halves and not answers.find(question.render()):
        deeper = [part for half in halves for part in _asked(half, answers)]
        if any(answers.find(part.render()) for part in deeper):
            yield from deeper
            return
    yield question


def _call(question: Question, answers: Answers, refused: list[Rejected]) -> Call:
    prompt = question.render()
    answer = answers.find(prompt)
    sentences = tuple(sentence.text for sentence in question.window)
    fates = tuple(_fates(question, answer, refused)) if answer else ()
    return Call(sentences, answers.body(prompt), answer, fates)


def _fates(question: Question, answer: Found, refused: list[Rejected]) -> Iterator[Fate]:
    try:
        proposed = question.read(question.render().reply.model_validate_json(answer.reply))
    except ValueError:
        return
    kinds = ((RecordKind.AGREEMENT, proposed.agreements), (RecordKind.STATEMENT, proposed.statements))
    for kind, several in kinds:
        for one in several:
            draft = one.model_dump(mode="json")
            yield Fate(kind, draft, tuple(row for row in refused if row.kind is kind and row.draft == draft))


def _replayed(found: ArticleExtraction, record: Record, how: Method, answers: Answers) -> str:
    try:
        outcome = asyncio.run(extract(found.article, answers, how))
    except ModelError as error:
        return f"not replayed: {error}"
    again: list[Record] = [*outcome.extraction.agreements, *outcome.extraction.statements]
    if record in again:
        return "the kept answers, taken through the pipeline once more, give the same record"
    return "the kept answers, taken through the pipeline once more, do not give this record: the code has changed since"

"""Traces a record back: article, sentences, request, answer, drafts.

The article goes through the pipeline once more with the stored answers, to check that they still give the same record.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.ask.codebook_file import read_codebook_file
from extract.ask.method import Method, build_method
from extract.ask.question import Question, proposed_in
from extract.document.segment import segment
from extract.errors import ConfigError, ModelError
from extract.output.explain.answers import StoredAnswer, StoredAnswers
from extract.output.explain.kit import replay_arguments, write_kit
from extract.output.load import Run
from extract.output.tables import ArticleKeys
from extract.pipeline import Outcome, extract
from extract.weights.pipelines import default_pipeline
from prompts import Codebook
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
class DraftOutcome:
    """A draft of an answer, and what verification did with it."""

    kind: RecordKind
    draft: dict[str, object]
    rejected: tuple[Rejected, ...]
    """Rejections of the draft or of its fields; empty if it passed every gate."""


@dataclass(frozen=True)
class Call:
    """A model call about the record's evidence."""

    sentences: tuple[str, ...]
    request: dict[str, Any]
    answer: StoredAnswer | None
    """None if neither the ledger nor the given cassettes hold the answer."""
    drafts: tuple[DraftOutcome, ...]


@dataclass(frozen=True)
class Explanation:
    """Where a record comes from."""

    article: Article
    record: Record
    names: dict[str, str]
    """Names of the article's actors by id."""
    field: str | None
    """The field that was asked about; None for the whole record."""
    words: dict[str, tuple[Span, ...]]
    """The spans behind each field, or behind the one that was asked about."""
    prompt: PromptUsed
    same_method: bool
    """Whether this version of Communique, with its prompts, made the run."""
    calls: tuple[Call, ...]
    replayed: str
    """One sentence on whether the stored answers still give this record."""
    next_command: tuple[str, ...]
    """Arguments of the command that replays the kit that was written; without one, of the command that writes a kit."""


def explain(
    run: Run, name: str, field: str | None = None, cassettes: Path | None = None, kit: Path | None = None
) -> Explanation:
    """Explain a record, named `g1`, or `ARTICLE/g1` if the run has several articles.

    Answers that are not in the ledger are looked for in `cassettes`. If `kit` is given, a kit that replays the calls is
    written there. Raises ConfigError if the record or the field does not exist or the kit lacks an answer, and
    StoreError if the run cannot be read or the kit cannot be written.
    """
    manifest = run.manifest
    extraction, record = _find_record(run, name)
    article = extraction.article
    words = _words(record)
    if field is not None and field not in words:
        fields = ", ".join(words)
        raise ConfigError(f"{record.id} has no words for a field {field!r}; it has words for: {fields}")
    method = _method(manifest)
    rejected = [row for row in run.rejected() if (row.article, row.source_id) == (article.id, article.source_id)]
    with StoredAnswers.open(run, method, article, cassettes) as answers:
        replay = _replay(article, method, answers)
        calls = tuple(_calls(record, _questions(article, method, answers, replay), answers, rejected))
        if kit:
            write_kit(kit, article, method, answers)
    return Explanation(
        article=article,
        record=record,
        names={actor.id: actor.name for actor in extraction.actors},
        field=field,
        words={name: spans for name, spans in words.items() if field in (None, name)},
        prompt=extraction.provenance.prompts[0],
        same_method=method.id == manifest.method,
        calls=calls,
        replayed=_compare(record, replay),
        next_command=replay_arguments(kit) if kit else _kit_arguments(run, article, record, cassettes),
    )


def _kit_arguments(run: Run, article: Article, record: Record, cassettes: Path | None) -> tuple[str, ...]:
    """The arguments of the command that writes a kit, whose output then gives the command that replays it."""
    arguments = ("explain", str(run.path), f"{article.source_id}/{record.id}", "--kit", "kit")
    return arguments + (("--cassettes", str(cassettes)) if cassettes else ())


def _method(manifest: RunManifest) -> Method:
    verify, analyzer = manifest.settings.get("verify"), manifest.settings.get("analyzer")
    second = str(verify) if verify else None
    pipeline = Path(str(analyzer)) if analyzer else default_pipeline()
    return build_method(
        manifest.model,
        manifest.plan,
        _parameters(manifest),
        second,
        None if analyzer == "none" else pipeline,
        _own_codebook(manifest),
    )


def _own_codebook(manifest: RunManifest) -> Codebook | None:
    """The codebook that the run names. Raises ConfigError if its file is not there any more, or is bad."""
    file = manifest.settings.get("codebook")
    return read_codebook_file(Path(str(file))) if file else None


def _parameters(manifest: RunManifest) -> dict[str, Any]:
    always = {name: manifest.settings.get(name) for name in ("max_tokens", "temperature", "seed")}
    forced = {name: manifest.settings[name] for name in ("response_format", "extra_body") if name in manifest.settings}
    return always | forced


def _find_record(run: Run, name: str) -> tuple[ArticleExtraction, Record]:
    article, _, record_id = name.rpartition("/")
    keys = ArticleKeys()
    matches: list[tuple[ArticleExtraction, Record]] = []
    for extraction in run:
        if article in ("", extraction.article.source_id, keys.assign(extraction)):
            records: list[Record] = [*extraction.agreements, *extraction.statements]
            matches += [(extraction, record) for record in records if record.id == record_id]
    if not matches:
        raise ConfigError(f"the run {run.path} has no record {name!r}; give one like g1, s2 or some-article/g1")
    if len(matches) > 1:
        examples = ", ".join(f"{extraction.article.source_id}/{record_id}" for extraction, _ in matches[:3])
        raise ConfigError(f"several articles have a record {name!r}; give its article too, like {examples}")
    return matches[0]


def _words(record: Record) -> dict[str, tuple[Span, ...]]:
    """The spans behind each field of a record, cue and attribution included."""
    words = dict(record.fields)
    cue = record.status_cue if isinstance(record, Agreement) else record.cue
    if cue:
        words.setdefault("status" if isinstance(record, Agreement) else "act", (cue,))
    if record.attribution:
        words["attribution"] = (record.attribution.span,)
    return words


def _questions(
    article: Article, method: Method, answers: StoredAnswers, replay: Outcome | ModelError
) -> Iterator[Question[object]]:
    """The questions that the replay asks; if it fails, those that an article is first asked about."""
    if isinstance(replay, Outcome):
        yield from (answered.question for answered in replay.answered)
    else:
        for question in method.questions(article, segment(article.text)):
            yield from _asked(question, answers)


def _calls(
    record: Record, questions: Iterable[Question[object]], answers: StoredAnswers, rejected: list[Rejected]
) -> Iterator[Call]:
    for question in questions:
        if any(_overlap(question, span) for span in record.evidence):
            yield _call(question, answers, rejected)


def _overlap(question: Question[object], span: Span) -> bool:
    return any(sentence.start < span.end and span.start < sentence.end for sentence in question.window)


def _asked(question: Question[object], answers: StoredAnswers) -> Iterator[Question[object]]:
    """The question, or its halves if the whole has no usable answer and the halves were asked instead."""
    halves = question.halves()
    if halves and not answers.find(question.render()):
        parts = [part for half in halves for part in _asked(half, answers)]
        if any(answers.find(part.render()) for part in parts):
            yield from parts
            return
    yield question


def _call(question: Question[object], answers: StoredAnswers, rejected: list[Rejected]) -> Call:
    prompt = question.render()
    answer = answers.find(prompt)
    sentences = tuple(sentence.text for sentence in question.window)
    outcomes = tuple(_draft_outcomes(question, answer, rejected)) if answer else ()
    return Call(sentences, answers.request(prompt), answer, outcomes)


def _draft_outcomes(
    question: Question[object], answer: StoredAnswer, rejected: list[Rejected]
) -> Iterator[DraftOutcome]:
    try:
        content = question.read(question.render().reply.model_validate_json(answer.reply))
    except ValueError:
        return
    for one in proposed_in(content):
        rows = (row for row in rejected if row.kind is one.kind and row.draft == one.draft)
        yield DraftOutcome(one.kind, one.draft, tuple(rows))


def _replay(article: Article, method: Method, answers: StoredAnswers) -> Outcome | ModelError:
    try:
        return asyncio.run(extract(article, answers, method))
    except ModelError as error:
        return error


def _compare(record: Record, replay: Outcome | ModelError) -> str:
    if isinstance(replay, ModelError):
        return f"not replayed: {replay}"
    records: list[Record] = [*replay.extraction.agreements, *replay.extraction.statements]
    if record in records:
        return "the stored answers still give the same record"
    return "the stored answers do not give this record any more: the code has changed since the run"

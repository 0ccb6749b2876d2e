"""Asks a model about articles and their edits, and judges what comes of each.

In: articles and a model. Out: a row for each case. An article's base extraction comes first;
its edits ask only about the sentences that they change.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from benchmarks.probe import codebook
from benchmarks.probe.case import Base, Case, Edit, Skipped
from benchmarks.probe.codebook import Labels, Probe
from benchmarks.probe.coinage import Coinage
from benchmarks.probe.memo import Memo
from benchmarks.probe.report import Came, Row
from benchmarks.probe.state_swap import swap_states
from benchmarks.probe.text_edits import (
    add_ceasefire,
    add_condemnation,
    add_scene,
    add_shop,
    add_unreal,
    rename_leader,
)
from benchmarks.probe.value_edits import move_date, multiply_amount
from benchmarks.probe.verb_edits import negate_act, negate_stage, plan_to_sign
from extract.ask.method import Method
from extract.document.segment import segment
from extract.errors import ModelError, ModelUnavailable
from extract.language.analysis import Analyzer
from extract.model.contract import Model
from extract.model.replay.cassette import Tape
from extract.pipeline import extract
from schemas import Article, ArticleExtraction, FailureCode

EDITS: tuple[Edit, ...] = (
    swap_states,
    negate_act,
    negate_stage,
    plan_to_sign,
    multiply_amount,
    move_date,
    rename_leader,
    add_scene,
    add_shop,
    add_unreal,
    add_condemnation,
    add_ceasefire,
)
SUITES = ("edits", "codebook")
_JUDGED = "document"
"""Name of the plan in which the model chooses labels."""

Told = tuple[str, str]
"""A sentence, behind the article that it is from."""


@dataclass
class Asking:
    """A model and how it is asked; it counts the questions, and hears every row."""

    client: Model
    tape: Tape
    method: Method
    analyzer: Analyzer
    """Shows the verbs that are edited."""
    seed: int
    """Decides the words that are made up."""
    concurrency: int = 1
    hear: Callable[[Row], None] = lambda row: None
    asked: int = field(default=0, init=False)
    rows: list[Row] = field(default_factory=list, init=False)

    @contextmanager
    def about(self, source_id: str, article_id: str, plan: str) -> Iterator[Memo]:
        """The model with a memory of its own: a cassette holds all that its article needs."""
        memo = Memo(self.client, self.concurrency)
        with self.tape.article(source_id, article_id, plan):
            yield memo
        self.asked += memo.asked

    def add(self, row: Row) -> None:
        self.rows.append(row)
        self.hear(row)


async def run(articles: Sequence[Article], asking: Asking, suites: Sequence[str]) -> None:
    """Adds the rows of these suites. Raises ModelUnavailable where no call could succeed."""
    told: list[Told] = []
    for article in articles:
        with asking.about(article.source_id, article.id, asking.method.plan.name) as memo:
            found = await _extracted(article, memo, asking.method)
            if isinstance(found, ModelError):
                asking.add(Row("edits", "no edit", article.source_id, Came.FAILED, "", told=(str(found),)))
                continue
            told += [(article.source_id, sentence) for sentence in codebook.sentences(found)]
            if "edits" in suites:
                await _edits(found, memo, asking)
    if "codebook" in suites and told:
        with asking.about("codebook", "codebook", _JUDGED) as memo:
            await _codebooks(told, memo, asking)


async def _extracted(article: Article, model: Model, how: Method) -> ArticleExtraction | ModelError:
    try:
        return (await extract(article, model, how)).extraction
    except ModelUnavailable:
        raise
    except ModelError as error:
        return error


# -- edits


async def _edits(base: ArticleExtraction, memo: Memo, asking: Asking) -> None:
    analysis = asking.analyzer.analyze(base.article.text, segment(base.article.text))
    for edit in EDITS:
        name, article = edit.__name__, base.article.source_id
        coinage = Coinage(f"{asking.seed} {article} {name}", base.article.text)
        for case in edit(Base(base, analysis, coinage)):
            if isinstance(case, Skipped):
                asking.add(Row("edits", name, article, Came.SKIPPED, case.sentence, told=(case.reason,)))
                continue
            found = await _extracted(case.article, memo, asking.method)
            row = Row("edits", name, article, Came.BEHAVES, case.before, case.after)
            asking.add(_judged(row, case, base, found))


def _judged(row: Row, case: Case, base: ArticleExtraction, found: ArticleExtraction | ModelError) -> Row:
    """The row with what came of its case, and how the output differs from what it should be."""
    if isinstance(found, ModelError):
        return replace(row, came=Came.FAILED, told=(str(found),))
    if len(lost := _unread(found)) > len(_unread(base)):
        return replace(row, came=Came.FAILED, told=lost)
    changes = case.judge(base, found).changes()
    if not changes:
        return row
    kinds, told = tuple(one.kind for one in changes), tuple(one.words for one in changes)
    return replace(row, came=Came.MISBEHAVES, changes=kinds, told=told)


def _unread(found: ArticleExtraction) -> tuple[str, ...]:
    """What issues say of the parts of an article that no answer covers."""
    return tuple(issue.message for issue in found.issues if issue.code in set(FailureCode))


# -- codebooks


async def _codebooks(told: Sequence[Told], memo: Memo, asking: Asking) -> None:
    """Every sentence by each codebook; one codebook after the other, so that a server keeps what they share."""
    plain = {one: await _labels(one[1], codebook.usual(), memo) for one in dict.fromkeys(told)}
    for book in codebook.probes():
        for one, labels in plain.items():
            article, sentence = one
            if isinstance(labels, ModelError) or not labels:
                why = str(labels) if labels else "the usual codebook finds nothing in it"
                asking.add(Row("codebook", book.name, article, Came.SKIPPED, sentence, told=(why,)))
                continue
            expected = book.translated(labels)
            found = await _labels(sentence, book, memo)
            came = Came.FAILED if isinstance(found, ModelError) else _same(expected, found)
            difference = f"expected {_plain(expected)}, found {_plain(found)}"
            asking.add(
                Row("codebook", book.name, article, came, sentence, told=() if came is Came.BEHAVES else (difference,))
            )


async def _labels(sentence: str, probe: Probe, memo: Memo) -> Labels | ModelError:
    try:
        return codebook.labels_of((await memo.ask(codebook.question(sentence, probe))).reply)
    except ModelUnavailable:
        raise
    except ModelError as error:
        return error


def _same(expected: Labels, found: Labels) -> Came:
    return Came.BEHAVES if expected == found else Came.MISBEHAVES


def _plain(labels: Labels | ModelError) -> str:
    if isinstance(labels, ModelError):
        return str(labels)
    return ", ".join(f"{field} {label}" for field, label in sorted(labels)) or "nothing"

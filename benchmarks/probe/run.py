"""Asks a model about articles and their edits, and judges what comes of each.

In: articles and a model. Out: a row for each case. An article's base extraction comes first;
its edits ask only about the sentences that they change.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from benchmarks.probe import codebook
from benchmarks.probe.case import Case, Edit, Skipped
from benchmarks.probe.codebook import Labels, Probe
from benchmarks.probe.memo import Memo
from benchmarks.probe.report import Came, Row
from benchmarks.probe.state_swap import swap_states
from benchmarks.probe.text_edits import add_bakery, add_weather, rename_leader
from benchmarks.probe.value_edits import move_date, multiply_amount
from benchmarks.probe.verb_edits import negate_act, negate_stage, plan_to_sign
from extract.ask.method import Method
from extract.errors import ModelError, ModelUnavailable
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
    add_weather,
    add_bakery,
    rename_leader,
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
    for edit in EDITS:
        name, article = edit.__name__, base.article.source_id
        for case in edit(base):
            if isinstance(case, Skipped):
                asking.add(Row("edits", name, article, Came.SKIPPED, case.sentence, told=(case.reason,)))
                continue
            found = await _extracted(case.article, memo, asking.method)
            came, told = _judged(case, base, found)
            asking.add(Row("edits", name, article, came, case.before, case.after, told))


def _judged(case: Case, base: ArticleExtraction, found: ArticleExtraction | ModelError) -> tuple[Came, tuple[str, ...]]:
    """What came of a case, and how the output differs from what it should be."""
    if isinstance(found, ModelError):
        return Came.FAILED, (str(found),)
    if len(lost := _unread(found)) > len(_unread(base)):
        return Came.FAILED, lost
    unlike = case.judge(base, found)
    return (Came.MISBEHAVES, tuple(unlike.lines())) if unlike else (Came.BEHAVES, ())


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

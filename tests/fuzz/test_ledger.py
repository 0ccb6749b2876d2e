"""A ledger holds what a plain model of it holds, after any operations, a reopening and a kill."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from extract.store.ledger import LEDGER, Ledger
from extract.store.values import ArticleResult, Spending, StoredAnswer
from schemas import Counts, Failure, FailureCode, Stage, Usage
from tests.fuzz import few
from tests.fuzz.strategies import characters

_Result = TypeVar("_Result")
_requests = st.sampled_from(("r1", "r2", "r3"))
_keys = st.sampled_from(("k1", "k2", "k3"))
_positions = st.integers(0, 5)
_words = st.text(characters, max_size=20)
_tokens = st.integers(0, 10**12)
_usages = st.builds(Usage, calls=_tokens, tokens_in=_tokens, tokens_out=_tokens, tokens_cached=_tokens, unknown=_tokens)
_amounts = st.decimals(0, 1000, places=8)
_costs = st.none() | _amounts
_spendings = st.builds(Spending, usage=_usages, http=_tokens, cost=_costs)
_texts = st.lists(st.text(max_size=10), max_size=3).map(tuple)
_answers = st.builds(
    StoredAnswer,
    request=_requests,
    reply=_words,
    usage=_usages,
    seconds=st.floats(0, 1e6),
    created=_tokens,
    cost=_costs,
)
_failures = st.builds(
    Failure, source_id=_words, stage=st.sampled_from(Stage), error=st.sampled_from(FailureCode), message=_words
)
_triggers = st.dictionaries(st.sampled_from(("sign", "condemn", "pledge-will-not")), st.integers(1, 9))
_counts = st.builds(
    Counts, articles=st.just(1), drafts=st.integers(0, 9), records=st.integers(0, 9), triggers=_triggers
)
_results = st.builds(ArticleResult, counts=_counts, usage=_usages, cost=st.none() | _amounts.map(str),
                     failure=st.none() | _failures)  # fmt: skip


@dataclass
class Attempt:
    """What the model of the ledger knows of an attempt."""

    request: str
    state: str = "sent"
    spending: Spending = field(default_factory=lambda: Spending(Usage(), 0))
    texts: tuple[str, ...] = ()


class LedgerMachine(RuleBasedStateMachine):
    """Does the same to a ledger and to a model of it."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self._folder = Path(tempfile.mkdtemp())
        self._ledger = Ledger.open(self._folder / LEDGER)
        self._attempts: dict[int, Attempt] = {}
        self._answers: dict[str, StoredAnswer] = {}
        self._notes: dict[str, str] = {}
        self._entries: dict[int, tuple[str, str]] = {}
        self._results: dict[str, ArticleResult] = {}

    def _do(self, change: Coroutine[Any, Any, _Result]) -> _Result:
        return self._loop.run_until_complete(change)

    def _open_attempts(self) -> list[int]:
        return [number for number, attempt in self._attempts.items() if attempt.state == "sent"]

    @rule(request=_requests)
    def start_attempt(self, request: str) -> None:
        number = self._do(self._ledger.start_attempt(request))
        assert number not in self._attempts
        self._attempts[number] = Attempt(request)

    @precondition(lambda self: self._open_attempts())
    @rule(data=st.data(), answer=_answers, spending=_spendings, texts=_texts)
    def store_answer(
        self, data: st.DataObject, answer: StoredAnswer, spending: Spending, texts: tuple[str, ...]
    ) -> None:
        number = data.draw(st.sampled_from(self._open_attempts()))
        self._do(self._ledger.store_answer(number, answer, spending, texts))
        self._attempts[number] = Attempt(self._attempts[number].request, "answered", spending, texts)
        self._answers[answer.request] = answer

    @precondition(lambda self: self._open_attempts())
    @rule(data=st.data(), state=st.sampled_from(FailureCode), spending=_spendings, texts=_texts)
    def fail_attempt(self, data: st.DataObject, state: str, spending: Spending, texts: tuple[str, ...]) -> None:
        number = data.draw(st.sampled_from(self._open_attempts()))
        self._do(self._ledger.fail_attempt(number, state, spending, texts))
        self._attempts[number] = Attempt(self._attempts[number].request, state, spending, texts)

    @rule(answer=_answers, texts=_texts)
    def store_paid_answer(self, answer: StoredAnswer, texts: tuple[str, ...]) -> None:
        self._do(self._ledger.store_paid_answer(answer, texts))
        self._attempts[max(self._attempts, default=0) + 1] = Attempt(answer.request, "answered", texts=texts)
        self._answers[answer.request] = answer

    @rule(run=_words, method=st.sampled_from(("one", "other")), note=_words)
    def begin_run(self, run: str, method: str, note: str) -> None:
        self._do(self._ledger.begin_run(run, method, {"note": note}))
        if self._notes.get("method") != method:
            self._entries.clear()
        self._notes |= {"run": run, "method": method, "note": note}
        for number in self._open_attempts():
            self._attempts[number].state = "lost"
            self._attempts[number].spending = Spending(Usage(unknown=1), 0)

    @rule(position=_positions, key=_keys, source_id=_words, result=_results)
    def store_result(self, position: int, key: str, source_id: str, result: ArticleResult) -> None:
        self._do(self._ledger.store_result(position, key, source_id, result))
        self._results[key] = result
        self._entries[position] = key, source_id

    @precondition(lambda self: self._results)
    @rule(position=_positions, data=st.data(), source_id=_words)
    def reuse_result(self, position: int, data: st.DataObject, source_id: str) -> None:
        key = data.draw(st.sampled_from(sorted(self._results)))
        self._do(self._ledger.reuse_result(position, key, source_id))
        self._entries[position] = key, source_id

    @rule(length=_positions)
    def truncate_entries(self, length: int) -> None:
        self._do(self._ledger.truncate_entries(length))
        self._entries = {position: entry for position, entry in self._entries.items() if position < length}

    @rule()
    def reopen(self) -> None:
        self._ledger.close()
        self._ledger = Ledger.open(self._folder / LEDGER)

    @rule()
    def kill(self) -> None:
        """Go on with a copy of the files as they are on the disk while the ledger is open."""
        copy = Path(tempfile.mkdtemp())
        shutil.copytree(self._folder, copy, dirs_exist_ok=True)
        self._ledger.close()
        shutil.rmtree(self._folder)
        self._folder, self._ledger = copy, Ledger.open(copy / LEDGER)

    @invariant()
    def answers_and_attempts_are_those_of_the_model(self) -> None:
        for request in ("r1", "r2", "r3"):
            of_it = [attempt for _, attempt in sorted(self._attempts.items()) if attempt.request == request]
            assert self._ledger.find_answer(request) == self._answers.get(request)
            assert self._ledger.find_texts(request) == tuple(text for attempt in of_it for text in attempt.texts)
            assert self._ledger.find_state(request) == (of_it[-1].state if of_it else None)
        assert self._ledger.count_lost() == len(self._open_attempts())
        ended = [attempt.spending for attempt in self._attempts.values() if attempt.state != "sent"]
        costs = [spending.cost for spending in ended if spending.cost is not None]
        found = self._ledger.sum_attempts()
        assert found.usage == sum((spending.usage for spending in ended), Usage())
        assert found.http == sum(spending.http for spending in ended)
        assert found.cost == (sum(costs, Decimal()) if costs else None)

    @invariant()
    def results_are_those_of_the_model(self) -> None:
        linked = [(self._results[key], source_id) for _, (key, source_id) in sorted(self._entries.items())]
        done = [source_id for result, source_id in linked if not result.failure]
        assert [*self._ledger.read_done()] == done
        assert self._ledger.count_done() == len(done)
        failures = [result.failure for result, _ in linked if result.failure]
        assert [Failure.model_validate_json(line) for line in self._ledger.read_lines("failure")] == failures
        totals = self._ledger.sum_results()
        assert totals.counts == sum((result.counts for result, _ in linked), Counts())
        assert totals.usage == sum((result.usage for result, _ in linked), Usage())
        for key, result in self._results.items():
            assert self._ledger.find_counts(key) == (None if result.failure else result.counts)
        for name in ("run", "note"):
            assert self._ledger.read_note(name) == self._notes.get(name)

    def teardown(self) -> None:
        self._ledger.close()
        self._loop.close()
        shutil.rmtree(self._folder)


TestLedger = LedgerMachine.TestCase
TestLedger.settings = few(8)

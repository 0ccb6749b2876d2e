"""Run by batches, in rounds. A pass over the articles collects the requests that have no answer yet, batches answer
them, and the next pass takes the answers and collects the requests that follow: re-asks, and halved windows.

The pass, the client and the checks are those of every run. The pass that leaves nothing to ask is the last.
"""

from collections.abc import Awaitable, Callable

from extract.model.batch_api import BatchApi
from extract.model.caching_model import answer_from, as_stored, question_key
from extract.model.client import Client
from extract.model.contract import Answer, BeforeSending, Prompt
from extract.model.deferred_client import DeferredClient
from extract.run.batch.collect import Collector
from extract.run.batch.context import BatchContext
from extract.run.batch.deliver import Delivery
from extract.run.batch.merged_reporter import MergedReporter
from extract.run.signals import stop_on_signals
from extract.run.workers import StopFlag
from extract.store import Ledger
from extract.telemetry.progress import ProgressReporter

MAX_ROUNDS = 20
"""Rounds of batches after which a request without an answer fails. The largest window, halved down to single sentences
and re-asked each time, takes 16."""

MakePass = Callable[[Client, ProgressReporter], Awaitable[None]]
"""Processes all articles with this client, as far as it has their answers."""


class Rounds:
    """The rounds of one run."""

    def __init__(self, context: BatchContext, ledger: Ledger) -> None:
        self._context = context
        self._ledger = ledger
        self._reporter = MergedReporter(context.reporter)

    async def run_all(self, make_pass: MakePass) -> None:
        """Return when every article is done or failed. Raises what a pass raises, Interrupted, or ModelError."""
        await self._clean_up()
        async with BatchApi(self._context.endpoint) as api:
            await self._deliver(api)
            rounds = 0
            while (collected := await self._collect(make_pass, last=rounds == MAX_ROUNDS)).written:
                rounds += not collected.held_back
                waits = f"; {collected.held_back:,} wait for money" if collected.held_back else ""
                self._context.reporter.info(f"{collected.written:,} requests go into a batch{waits}")
                await self._deliver(api)
        await self._context.batches.delete_requests()

    async def _clean_up(self) -> None:
        """Reserve the cost of what an earlier process submitted, and drop the files that it only prepared.

        The settings may have changed since; requests that are still needed are collected anew.
        """
        for unfinished in self._context.folder.glob("*.new"):  # of a process that was killed while it wrote
            unfinished.unlink()
        for batch in self._context.batches.list_open():
            if not batch.sent:
                await self._context.batches.mark_ended(batch.number, "dropped", tried=False)
                self._context.requests_path(batch.number).unlink(missing_ok=True)
            elif self._context.budget:
                self._context.budget.reserve(batch.max_cost)

    async def _collect(self, make_pass: MakePass, *, last: bool) -> Collector:
        """Make a pass over the articles, and collect the requests that have no answer."""
        self._reporter.begin_pass()
        collector = Collector(self._context, last=last)
        try:
            await make_pass(_CollectingClient(collector, self._context, self._ledger), self._reporter)
            await collector.seal()
        finally:
            collector.close()
        return collector

    async def _deliver(self, api: BatchApi) -> None:
        stop = StopFlag()

        def warn(_: str) -> None:
            self._context.reporter.warn("stopping; batches that are submitted go on at the server")

        with stop_on_signals(stop, lambda: None, warn):
            await Delivery(self._context, api, stop).run()


class _CollectingClient(DeferredClient):
    """Answers from the ledger and from batches, and collects the requests that have no answer."""

    def __init__(self, collector: Collector, context: BatchContext, ledger: Ledger) -> None:
        super().__init__(context.endpoint, collector.post, context.negotiation)
        self._context = context
        self._ledger = ledger

    async def ask(self, prompt: Prompt, before_sending: BeforeSending | None = None) -> Answer:
        """Return the answer. Raises Deferred if it comes with a later batch, else ModelError."""
        request = question_key(prompt, self._context.endpoint)
        known = self._ledger.find_answer(request)
        if known:
            return answer_from(known, prompt, self._ledger.find_texts(request))
        answer = await super().ask(prompt, before_sending)
        stored = as_stored(request, answer, self._context.price)
        texts = *answer.refused, answer.raw
        await self._ledger.store_paid_answer(stored, texts)
        return answer_from(stored, prompt, texts)

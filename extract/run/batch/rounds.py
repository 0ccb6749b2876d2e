"""A run by batches, in rounds: a pass over the articles collects the requests that have no answer yet, batches get them
answered, and the next pass takes the answers and collects what follows from them: re-asks, and halved windows.

The pass is that of every run, and so are its client and its checks; when nothing is left to ask, it was the last one.
"""

from collections.abc import Awaitable, Callable

from extract.model.batch_api import BatchApi
from extract.model.caching_model import answer_from, as_stored, question_key
from extract.model.client import Client
from extract.model.contract import Answer, Prompt
from extract.model.deferred_client import DeferredClient
from extract.run.batch.collect import Collector
from extract.run.batch.context import Context
from extract.run.batch.deliver import Delivery
from extract.run.batch.passes import Passes
from extract.run.signals import stopping
from extract.run.workers import Stop
from extract.store import Ledger
from extract.telemetry.progress import Watcher

ROUNDS = 20
"""Rounds of batches after which what has no answer fails. The largest window, halved down to single sentences and
re-asked each time, takes 16."""

Pass = Callable[[Client, Watcher], Awaitable[None]]
"""Does all articles with this model, as far as it has the answers."""


class Rounds:
    """The rounds of one run."""

    def __init__(self, context: Context, ledger: Ledger) -> None:
        self._context = context
        self._ledger = ledger
        self._passes = Passes(context.watcher)

    async def all(self, once: Pass) -> None:
        """Returns when every article is done or failed. Raises what a pass raises, Interrupted, or ModelError."""
        await self._left_over()
        async with BatchApi(self._context.endpoint) as api:
            await self._deliver(api)
            rounds = 0
            while (collected := await self._collected(once, last=rounds == ROUNDS)).wanted:
                rounds += not collected.held_back
                waits = f"; {collected.held_back:,} wait for money" if collected.held_back else ""
                self._context.watcher.tell(f"{collected.wanted:,} requests go into a batch{waits}")
                await self._deliver(api)
        await self._context.batches.forget()

    async def _left_over(self) -> None:
        """Puts the money aside for what an earlier process submitted, and drops what it had only prepared: settings may
        be others now, and what is asked still is collected anew."""
        for unfinished in self._context.folder.glob("*.new"):  # of a process that was killed while it wrote
            unfinished.unlink()
        for batch in self._context.batches.under_way():
            if not batch.sent:
                await self._context.batches.ended(batch.number, "dropped", tried=False)
                self._context.requests_of(batch.number).unlink(missing_ok=True)
            elif self._context.budget:
                self._context.budget.reserve(batch.most)

    async def _collected(self, once: Pass, *, last: bool) -> Collector:
        """A pass over the articles, and the requests that it left open."""
        self._passes.next()
        collector = Collector(self._context, last=last)
        try:
            await once(_Collected(collector, self._context, self._ledger), self._passes)
            await collector.seal()
        finally:
            collector.close()
        return collector

    async def _deliver(self, api: BatchApi) -> None:
        stop = Stop()

        def say(_: str) -> None:
            self._context.watcher.warn("stopping; batches that are submitted go on at the server")

        with stopping(stop, lambda: None, say):
            await Delivery(self._context, api, stop).all()


class _Collected(DeferredClient):
    """A client that answers from the ledger and from batches, and collects the rest."""

    def __init__(self, collector: Collector, context: Context, ledger: Ledger) -> None:
        super().__init__(context.endpoint, collector.post)
        self._context = context
        self._ledger = ledger

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer. Raises Deferred if it comes with a later batch, else ModelError."""
        request = question_key(prompt, self._context.endpoint)
        known = self._ledger.known(request)
        if known:
            return answer_from(known, prompt, self._ledger.said(request))
        answer = await super().ask(prompt)
        stored = as_stored(request, answer, self._context.price)
        said = *answer.refused, answer.raw
        await self._ledger.remember(stored, said)
        return answer_from(stored, prompt, said)

"""A run by batches, in rounds: a pass over the articles collects the requests that have no answer yet, batches get them
answered, and the next pass takes the answers and collects what follows from them: re-asks, and halved windows.

The pass is that of every run, and so are its client and its checks; when nothing is left to ask, it was the last one.
"""

from collections.abc import Awaitable, Callable

from extract.batch.collect import Collector
from extract.batch.deliver import Delivery
from extract.batch.office import Office
from extract.batch.passes import Passes
from extract.model.batch_api import BatchApi
from extract.model.client import Client
from extract.model.contract import Answer
from extract.model.posted import PostedClient
from extract.prompt import Prompt
from extract.resume import kept, question_key, recalled
from extract.signals import stopping
from extract.store import Ledger
from extract.watch import Watcher
from extract.workers import Stop

ROUNDS = 20
"""Rounds of batches after which what has no answer fails. The largest window, halved down to single sentences and
re-asked each time, takes 16."""

Pass = Callable[[Client, Watcher], Awaitable[None]]
"""Does all articles with this model, as far as it has the answers."""


class Rounds:
    """The rounds of one run."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        self._office = office
        self._ledger = ledger
        self._passes = Passes(office.watcher)

    async def all(self, once: Pass) -> None:
        """Returns when every article is done or failed. Raises what a pass raises, Interrupted, or ModelError."""
        await self._left_over()
        async with BatchApi(self._office.endpoint) as api:
            await self._deliver(api)
            rounds = 0
            while (collected := await self._collected(once, last=rounds == ROUNDS)).wanted:
                rounds += not collected.held_back
                waits = f"; {collected.held_back:,} wait for money" if collected.held_back else ""
                self._office.watcher.tell(f"{collected.wanted:,} requests go into a batch{waits}")
                await self._deliver(api)
        await self._office.batches.forget()

    async def _left_over(self) -> None:
        """Puts the money aside for what an earlier process submitted, and drops what it had only prepared: settings may
        be others now, and what is asked still is collected anew."""
        for unfinished in self._office.folder.glob("*.new"):  # of a process that was killed while it wrote
            unfinished.unlink()
        for parcel in self._office.batches.under_way():
            if not parcel.sent:
                await self._office.batches.ended(parcel.number, "dropped", tried=False)
                self._office.requests_of(parcel.number).unlink(missing_ok=True)
            elif self._office.budget:
                self._office.budget.reserve(parcel.most)

    async def _collected(self, once: Pass, *, last: bool) -> Collector:
        """A pass over the articles, and the requests that it left open."""
        self._passes.next()
        collector = Collector(self._office, last=last)
        try:
            await once(_Collected(collector, self._office, self._ledger), self._passes)
            await collector.seal()
        finally:
            collector.close()
        return collector

    async def _deliver(self, api: BatchApi) -> None:
        stop = Stop()

        def say(_: str) -> None:
            self._office.watcher.warn("stopping; batches that are submitted go on at the server")

        with stopping(stop, lambda: None, say):
            await Delivery(self._office, api, stop).all()


class _Collected(PostedClient):
    """A client that answers from the ledger and from batches, and collects the rest."""

    def __init__(self, collector: Collector, office: Office, ledger: Ledger) -> None:
        super().__init__(office.endpoint, collector.post)
        self._office = office
        self._ledger = ledger

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer. Raises Deferred if it comes with a later batch, else ModelError."""
        request = question_key(prompt, self._office.endpoint)
        known = self._ledger.known(request)
        if known:
            return recalled(known, prompt)
        answer = await super().ask(prompt)
        stored = kept(request, answer, self._office.price)
        await self._ledger.remember(stored)
        return recalled(stored, prompt)

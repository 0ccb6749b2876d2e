"""A model that remembers: what a run directory's journal holds is not asked again, what it lacks is asked and kept."""

from extract.model.client import Endpoint, response_format
from extract.model.contract import Answer, Model
from extract.prompt import Prompt
from extract.store import JournalEntry, RunDirectory, request_key


class Remembering:
    """A model in front of another one and a journal."""

    def __init__(self, model: Model, directory: RunDirectory, endpoint: Endpoint) -> None:
        self.name = model.name
        self._model = model
        self._directory = directory
        self._settings = {"model": endpoint.model} | endpoint.answering()

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer of the journal, else of the model. Raises ModelError, or StoreError if the journal fails."""
        body = {"messages": prompt.messages, "response_format": response_format(prompt.reply)} | self._settings
        request = request_key(body)
        entry = self._directory.known(request)
        if entry:
            known = prompt.reply.model_validate_json(entry.raw)
            return Answer(known, entry.raw, entry.usage, entry.seconds, entry.created)
        answer = await self._model.ask(prompt)
        reply = answer.reply.model_dump_json()  # the raw text may hold more than the reply, and was read already
        self._directory.remember(JournalEntry(request, reply, answer.usage, answer.seconds, answer.created))
        return answer

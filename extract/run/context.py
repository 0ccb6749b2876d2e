"""What a run does with every article: the method, the settings, and the display of its progress."""

from dataclasses import dataclass

from extract.ask.codebook_file import read_codebook_file
from extract.ask.method import Method, build_method
from extract.model.negotiation import Negotiation
from extract.run.open_analyzer import analyzer_path
from extract.run.open_model import call_settings, served_name
from extract.settings.settings import Settings
from extract.telemetry.progress import ProgressReporter


@dataclass(frozen=True)
class RunContext:
    """The same for all articles of a run."""

    method: Method
    settings: Settings
    reporter: ProgressReporter
    negotiation: Negotiation
    """Knows what the servers accept."""

    @property
    def uses_cassettes(self) -> bool:
        """Whether calls are recorded or replayed. Then every question must reach the client, not the ledger."""
        return bool(self.settings.replay or self.settings.record)


def choose_method(settings: Settings) -> Method:
    """Return the method that the settings name. Raises ConfigError for an unknown model or plan, or a bad codebook."""
    analyzer = analyzer_path(settings)
    book = read_codebook_file(settings.codebook) if settings.codebook else None
    return build_method(served_name(settings), settings.plan, call_settings(settings), settings.verify, analyzer, book)

"""The weights of the analyzer: which archive or folder the settings mean, and fetching the pinned one before a run."""

from pathlib import Path

from extract.settings.settings import NO_ANALYZER, Settings
from extract.telemetry.progress import ProgressReporter
from extract.weights.obtain import obtain
from extract.weights.pipelines import DEFAULT, PIPELINES, default_pipeline, pipeline_sources


def analyzer_path(settings: Settings) -> Path | None:
    """Return where the analyzer's weights are, or will be once they are fetched; None to do without an analyzer."""
    if settings.analyzer == NO_ANALYZER:
        return None
    return settings.analyzer or default_pipeline()


def obtain_analyzer(settings: Settings, reporter: ProgressReporter) -> None:
    """Fetch the pinned weights if the plan needs them. Raises ModelUnavailable if they cannot be had."""
    path = analyzer_path(settings)
    if path is None or settings.analyzer:
        return
    pin = PIPELINES[DEFAULT]
    obtain(pin, pipeline_sources(pin), progress=lambda done, total, note: reporter.preparing(note, done, total))

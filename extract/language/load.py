"""The analyzer of this process: loaded when it is first needed, and kept."""

from functools import cache
from pathlib import Path

from extract.errors import ConfigError
from extract.language.analysis import Analyzer


@cache
def analyzer_at(pipeline: Path) -> Analyzer:
    """Return the analyzer on these weights, an archive or a folder. Loading takes about a second.

    Raises ConfigError if there is nothing, and OSError or ValueError if they are no weights of an analyzer.
    """
    if not pipeline.exists():
        raise ConfigError(f"there are no weights of the analyzer at {pipeline}; `communique fetch` brings them")
    from extract.language.en.load import load_analyzer  # spaCy takes a second to import

    return load_analyzer(pipeline)

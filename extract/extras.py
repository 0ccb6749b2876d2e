"""Libraries that not everybody needs: imported when they are asked for, with the command that installs them if not
there."""

from importlib import import_module
from types import ModuleType

from extract.errors import ConfigError

EXTRAS = {"pandas": "pandas", "pyarrow": "parquet", "duckdb": "duckdb", "ray": "ray"}
"""The optional libraries, and the extra of ours that each comes with."""


def need(module: str) -> ModuleType:
    """An optional module. Raises ConfigError that names the pip command if its library is not installed."""
    library = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        advice = f'get it with: pip install "communique[{EXTRAS[library]}]"'
        raise ConfigError(f"this needs {library}, which is not installed; {advice}") from error

"""Libraries that not everybody needs: imported when they are asked for, with the command that installs them if not
there."""

from importlib import import_module
from types import ModuleType

from extract.errors import ConfigError

EXTRAS = {
    "pandas": "pandas",
    "pyarrow": "parquet",
    "duckdb": "duckdb",
    "opentelemetry-api": "otel",
    "opentelemetry-sdk": "otel",
    "opentelemetry-exporter-otlp-proto-http": "otel",
    "ray": "ray",
}
"""The optional libraries, and the extra of ours that each comes with."""


def need(module: str, library: str = "") -> ModuleType:
    """An optional module, of the library that it is named after, or of the one that is named.

    Raises ConfigError that names the pip command if its library is not installed.
    """
    library = library or module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        advice = f'get it with: pip install "communique[{EXTRAS[library]}]"'
        raise ConfigError(f"this needs {library}, which is not installed; {advice}") from error

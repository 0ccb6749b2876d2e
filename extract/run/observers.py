"""Who listens to a run: a log file and a tracer, each only where it is asked for.

In: settings. Out: inside the context, listeners that hear of every span. What they keep holds no word of an article.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from extract.errors import ConfigError
from extract.optional_import import need
from extract.settings.settings import Settings
from extract.telemetry.log import logged
from extract.telemetry.tracing import Listener, listening


@contextmanager
def observed(settings: Settings, warn: Callable[[str], None]) -> Iterator[None]:
    """Has the log and the tracer of the settings hear of everything inside.

    Raises StoreError if the log cannot be opened. Traces that cannot be made are a warning: the variables that ask for
    them are often set for other programs.
    """
    with ExitStack() as held:
        listeners: list[Listener] = []
        if settings.log:
            secrets = [place.api_key.get_secret_value() for place in settings.servers]
            listeners.append(held.enter_context(logged(settings.log, settings.log_level, secrets, warn)))
        if _asks_for_traces(os.environ):
            try:
                need("opentelemetry.sdk.trace")
            except ConfigError as error:
                warn(f"no traces, though OTEL_ variables ask for them: {error}")
            else:
                from extract.telemetry import otel

                listeners.append(held.enter_context(otel.traced(warn)))
        held.enter_context(listening(*listeners))
        yield


def _asks_for_traces(env: Mapping[str, str]) -> bool:
    """Whether the standard variables of OpenTelemetry, which its SDK reads by itself, ask for traces."""
    if env.get("OTEL_SDK_DISABLED", "").strip().lower() == "true" or env.get("OTEL_TRACES_EXPORTER") == "none":
        return False
    asking = ("OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return any(env.get(name) for name in asking)

"""Attach the listeners that the settings and the environment ask for: a log file, and OpenTelemetry traces."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from extract.errors import ConfigError
from extract.model.endpoint import find_secrets
from extract.optional_import import need
from extract.redaction import Redactor
from extract.run.open_model import sent_headers
from extract.settings.settings import Settings
from extract.telemetry.log import open_log
from extract.telemetry.tracing import Listener, add_listeners


@contextmanager
def attach_listeners(settings: Settings, warn: Callable[[str], None]) -> Iterator[None]:
    """Send the spans and events inside the context to the log and the tracer. No text of an article is among them.

    Raises StoreError if the log cannot be opened. Missing OpenTelemetry is only a warning, because the variables that
    ask for traces are often set for other programs.
    """
    with ExitStack() as stack:
        listeners: list[Listener] = []
        if settings.log:
            redactor = Redactor(find_secrets(settings.servers, sent_headers(settings)))
            listeners.append(stack.enter_context(open_log(settings.log, settings.log_level, redactor, warn)))
        if _wants_traces(os.environ):
            try:
                need("opentelemetry.sdk.trace")
            except ConfigError as error:
                warn(f"no traces, though OTEL_ variables ask for them: {error}")
            else:
                from extract.telemetry import otel

                listeners.append(stack.enter_context(otel.start_tracing(warn)))
        stack.enter_context(add_listeners(*listeners))
        yield


def _wants_traces(env: Mapping[str, str]) -> bool:
    """Return whether the standard variables of OpenTelemetry ask for traces. The SDK itself reads the details."""
    if env.get("OTEL_SDK_DISABLED", "").strip().lower() == "true" or env.get("OTEL_TRACES_EXPORTER") == "none":
        return False
    variables = ("OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    return any(env.get(name) for name in variables)

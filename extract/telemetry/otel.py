"""Spans for OpenTelemetry, named by its semantic conventions for generative AI; the only module that imports it.

The standard OTEL_ variables, which the SDK reads, say where the spans go. No attribute holds text of an article, of a
model or of a server. See: https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode, Tracer

import extract
from extract.telemetry.tracing import AttributeValue, Event, Span, SpanKind

_NAMES = {
    "model": "gen_ai.request.model",
    "max_completion_tokens": "gen_ai.request.max_tokens",
    "max_tokens": "gen_ai.request.max_tokens",
    "temperature": "gen_ai.request.temperature",
    "seed": "gen_ai.request.seed",
    "provider": "gen_ai.provider.name",
    "tokens_in": "gen_ai.usage.input_tokens",
    "tokens_out": "gen_ai.usage.output_tokens",
    "tokens_cached": "gen_ai.usage.cache_read.input_tokens",
    "host": "server.address",
    "port": "server.port",
}
"""Attributes that the conventions have a name for; the others are named `communique.<name>`."""


class OtelListener:
    """Makes an OpenTelemetry span for each span."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    @contextmanager
    def span(self, span: Span) -> Iterator[None]:
        is_call = span.kind is SpanKind.CALL
        kind = trace.SpanKind.CLIENT if is_call else trace.SpanKind.INTERNAL
        with self._tracer.start_as_current_span(
            _span_name(span), kind=kind, record_exception=False, set_status_on_exception=False
        ) as otel_span:
            try:
                yield
            finally:
                operation = {"gen_ai.operation.name": "chat"} if is_call else {}
                otel_span.set_attributes(operation | _rename(span.attributes))
                if span.error:
                    otel_span.set_attribute("error.type", span.error)
                    otel_span.set_status(Status(StatusCode.ERROR))

    def event(self, event: Event) -> None:
        if event.level > logging.DEBUG:
            trace.get_current_span().add_event(event.name, _rename(event.attributes))


@contextmanager
def start_tracing(warn: Callable[[str], None]) -> Iterator[OtelListener]:
    """Open a listener that sends spans where the OTEL_ variables say; all are sent when the context ends.

    If the program has set up OpenTelemetry already, as `opentelemetry-instrument` does, its provider is used.
    """
    existing = trace.get_tracer_provider()
    if not isinstance(existing, trace.ProxyTracerProvider):
        yield OtelListener(existing.get_tracer("communique", extract.__version__))
        return
    provider = TracerProvider(resource=Resource.create(_service_name()))
    for name in _exporter_names():
        found = list(entry_points(group="opentelemetry_traces_exporter", name=name))
        if found:
            provider.add_span_processor(BatchSpanProcessor(found[0].load()()))
        else:
            warn(f"no traces go to the exporter {name!r} of OTEL_TRACES_EXPORTER: it is not installed")
    try:
        yield OtelListener(provider.get_tracer("communique", extract.__version__))
    finally:
        provider.shutdown()


def _service_name() -> dict[str, Any]:
    """Return a name for the service, unless the environment sets one."""
    is_set = os.environ.get("OTEL_SERVICE_NAME") or SERVICE_NAME in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    return {} if is_set else {SERVICE_NAME: "communique"}


def _exporter_names() -> list[str]:
    """Return the entry points of the exporters that the environment asks for; that of `otlp` names its protocol."""
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    otlp = "otlp_proto_grpc" if protocol == "grpc" else "otlp_proto_http"
    names = (os.environ.get("OTEL_TRACES_EXPORTER") or "otlp").split(",")
    return [otlp if name.strip() == "otlp" else name.strip() for name in names]


def _span_name(span: Span) -> str:
    if span.kind is SpanKind.CALL:
        return f"chat {span.find_attribute('model')}"
    return str(span.attributes["stage"]) if span.kind is SpanKind.STAGE else span.kind.value


def _rename(attributes: dict[str, AttributeValue]) -> dict[str, Any]:
    return {_NAMES.get(name, f"communique.{name}"): value for name, value in attributes.items()}

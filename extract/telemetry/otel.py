"""Spans for OpenTelemetry, named by its semantic conventions for generative AI; the only module that knows it.

Where they go is set by the standard OTEL_ variables, which the SDK reads. No attribute holds words of an article, of a
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
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer

import extract
from extract.telemetry.tracing import Event, Fact, Kind, Span

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
"""Facts that the conventions have a name for; the others are ours, under `communique.`."""


class Tracing:
    """A listener that makes a span of each span."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    @contextmanager
    def span(self, span: Span) -> Iterator[None]:
        kind = SpanKind.CLIENT if span.kind is Kind.CALL else SpanKind.INTERNAL
        with self._tracer.start_as_current_span(
            _name(span), kind=kind, record_exception=False, set_status_on_exception=False
        ) as one:
            try:
                yield
            finally:
                operation = {"gen_ai.operation.name": "chat"} if span.kind is Kind.CALL else {}
                one.set_attributes(operation | _attributes(span.facts))
                if span.error:
                    one.set_attribute("error.type", span.error)
                    one.set_status(Status(StatusCode.ERROR))

    def event(self, event: Event) -> None:
        if event.level > logging.DEBUG:
            trace.get_current_span().add_event(event.name, _attributes(event.facts))


@contextmanager
def traced(warn: Callable[[str], None]) -> Iterator[Tracing]:
    """A listener whose spans go where the OTEL_ variables say, all of them sent by the end.

    A program that has set up OpenTelemetry already, as `opentelemetry-instrument` does, gets them with its own.
    """
    theirs = trace.get_tracer_provider()
    if not isinstance(theirs, trace.ProxyTracerProvider):
        yield Tracing(theirs.get_tracer("communique", extract.__version__))
        return
    provider = TracerProvider(resource=Resource.create(_named()))
    for name in _exporters():
        found = list(entry_points(group="opentelemetry_traces_exporter", name=name))
        if found:
            provider.add_span_processor(BatchSpanProcessor(found[0].load()()))
        else:
            warn(f"no traces go to the exporter {name!r} of OTEL_TRACES_EXPORTER: it is not installed")
    try:
        yield Tracing(provider.get_tracer("communique", extract.__version__))
    finally:
        provider.shutdown()


def _named() -> dict[str, Any]:
    """A name for the service, unless the environment has one."""
    given = os.environ.get("OTEL_SERVICE_NAME") or SERVICE_NAME in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    return {} if given else {SERVICE_NAME: "communique"}


def _exporters() -> list[str]:
    """The entry points of the exporters that are asked for; that of `otlp` depends on its protocol."""
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    otlp = "otlp_proto_grpc" if protocol == "grpc" else "otlp_proto_http"
    named = (os.environ.get("OTEL_TRACES_EXPORTER") or "otlp").split(",")
    return [otlp if name.strip() == "otlp" else name.strip() for name in named]


def _name(span: Span) -> str:
    if span.kind is Kind.CALL:
        return f"chat {span.fact('model')}"
    return str(span.facts["stage"]) if span.kind is Kind.STAGE else span.kind.value


def _attributes(facts: dict[str, Fact]) -> dict[str, Any]:
    return {_NAMES.get(name, f"communique.{name}"): fact for name, fact in facts.items()}

"""Build the manifest of a run from its method, its settings and the sums of its ledger."""

import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Context, Decimal
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import extract
from extract.run.context import RunContext
from extract.run.open_model import call_settings
from extract.settings.settings import Settings
from extract.store import RunTotals, Spending
from schemas import SCHEMA_VERSION, Counts, RunManifest, Usage

LIBRARIES = ("openai", "instructor", "pydantic", "xllamacpp", "vcrpy")
"""Libraries whose versions can change a result."""

RESULT_SETTINGS = (
    "model",
    "plan",
    "verify",
    "codebook",
    "analyzer",
    "max_tokens",
    "temperature",
    "seed",
    "response_format",
    "api_version",
    "context",
    "replay",
    "duplicates",
    "limit",
    "via",
)
"""Settings that a repeated run needs to give the same results."""

OTHER_SETTINGS = ("verify", "duplicates", "via", "concurrency", "timeout")
"""Settings that change no answer, but belong into the manifest."""


def build_manifest(run: str, context: RunContext, sums: RunTotals, spent: Spending, started: datetime) -> RunManifest:
    """Build the manifest of the run with this id, which ends now."""
    finished = datetime.now(UTC)
    found = {
        "counts": sums.counts,
        "usage": sums.usage,
        "spent": spent.usage,
        "cost": None if spent.cost is None else str(spent.cost),
        "cost_per_article": divide_cost(spent.cost, sums.counts.articles),
        "cost_per_record": divide_cost(spent.cost, sums.counts.records),
        "finished": _iso(finished),
        "seconds": round((finished - started).total_seconds(), 3),
    }
    return begin_manifest(run, context, started).model_copy(update=found)


def begin_manifest(run: str, context: RunContext, started: datetime) -> RunManifest:
    """Build the manifest of a run that begins."""
    method, settings = context.method, context.settings
    return RunManifest(
        run=run,
        method=method.id,
        replayed=settings.replay is not None,
        version=extract.__version__,
        schema_version=SCHEMA_VERSION,
        model=method.model,
        base_url=strip_credentials(settings.base_url),
        base_urls=_base_urls(settings) if settings.others else (),
        plan=method.plan.name,
        settings={
            **call_settings(settings),
            **{name: getattr(settings, name) for name in OTHER_SETTINGS},
            **({"codebook": str(settings.codebook)} if settings.codebook else {}),
        },
        endpoints=accepted_by_endpoints(context),
        prompts=method.prompts_used,
        schema_sha256=method.schema_sha256,
        counts=Counts(),
        usage=Usage(),
        started=_iso(started),
        finished=None,
        seconds=0.0,
        versions={"python": platform.python_version(), **{name: _version(name) for name in LIBRARIES}},
    )


def divide_cost(cost: Decimal | None, number: int) -> str | None:
    """Return the cost of one of `number`, in US dollars, to four significant digits; None if it is not known."""
    if cost is None or not number:
        return None
    return f"{Context(prec=4).divide(cost, Decimal(number)).normalize():f}"


def to_flags(settings: Settings) -> dict[str, str]:
    """Return the settings that decide the results of a run, as flags that give the same settings; never a key."""
    flags: dict[str, object] = {name: getattr(settings, name) for name in RESULT_SETTINGS}
    flags["base_url"] = ",".join(_base_urls(settings)) or None
    flags["extra_body"] = json.dumps(dict(settings.extra_body)) if settings.extra_body else None
    flags["extra_headers"] = _headers_flag(settings.extra_headers)
    flags |= {name: "none" for name in ("temperature", "seed") if flags[name] is None}
    flags["plain_http"] = settings.plain_http or None
    flags |= settings.intake.as_flags()
    return {name: str(value) for name, value in flags.items() if value is not None}


def _headers_flag(headers: Mapping[str, str]) -> str | None:
    """Return headers that name variables as a flag. If one has a value of its own, they are read from the settings
    again, since it may be a secret."""
    named = headers and all(value.startswith("env:") for value in headers.values())
    return json.dumps(dict(headers)) if named else None


def accepted_by_endpoints(context: RunContext) -> dict[str, dict[str, object]]:
    """Return what each endpoint accepts and tells, by its address."""
    return {strip_credentials(url) or "": record.as_json() for url, record in context.negotiation.found().items()}


def _base_urls(settings: Settings) -> tuple[str, ...]:
    """Return the servers that are asked, each once; empty for OpenAI and for the embedded model."""
    urls = (strip_credentials(server.base_url) for server in settings.servers)
    return tuple(dict.fromkeys(url for url in urls if url))


def strip_credentials(url: str | None) -> str | None:
    """Remove user information, query and fragment, which may hold a key."""
    if url is None:
        return None
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")

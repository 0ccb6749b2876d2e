"""The manifest of a run, from its method, its settings and the sums of its ledger."""

import platform
from datetime import UTC, datetime
from decimal import Context, Decimal
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import extract
from extract.ask.method import Method
from extract.run.open_model import asked
from extract.settings.settings import Settings
from extract.store import Spent, Sums
from schemas import SCHEMA_VERSION, RunManifest

LIBRARIES = ("openai", "instructor", "pydantic", "xllamacpp", "vcrpy")
"""Those whose versions decide a result."""

DECISIVE = ("model", "plan", "max_tokens", "temperature", "seed", "context", "replay", "duplicates", "via")
"""Settings without which a run would not be the same."""

BESIDE = ("duplicates", "via", "concurrency", "timeout")
"""Settings that decide no answer, but are told with those that do."""


def manifest(how: Method, settings: Settings, sums: Sums, spent: Spent, started: datetime) -> RunManifest:
    """The manifest of a run that ends now."""
    finished = datetime.now(UTC)
    return RunManifest(
        run=how.run,
        version=extract.__version__,
        schema_version=SCHEMA_VERSION,
        model=how.model,
        base_url=public(settings.base_url),
        base_urls=_urls(settings) if settings.others else (),
        plan=how.plan.name,
        settings={**asked(settings), **{name: getattr(settings, name) for name in BESIDE}},
        prompts=(how.prompt_used,),
        schema_sha256=how.schema_sha256,
        counts=sums.counts,
        usage=sums.usage,
        spent=spent.usage,
        cost=None if spent.cost is None else str(spent.cost),
        cost_per_article=each(spent.cost, sums.counts.articles),
        cost_per_record=each(spent.cost, sums.counts.records),
        started=_iso(started),
        finished=_iso(finished),
        seconds=round((finished - started).total_seconds(), 3),
        versions={"python": platform.python_version(), **{name: _version(name) for name in LIBRARIES}},
    )


def each(cost: Decimal | None, number: int) -> str | None:
    """What one of so many costs, in US dollars, to four significant digits; None if nobody knows."""
    if cost is None or not number:
        return None
    return f"{Context(prec=4).divide(cost, Decimal(number)).normalize():f}"


def given(settings: Settings) -> dict[str, str]:
    """The settings that decide a run's results, as flags that make them again; never a key."""
    flags: dict[str, object] = {name: getattr(settings, name) for name in DECISIVE}
    flags["base_url"] = ",".join(_urls(settings)) or None
    flags |= settings.intake.as_flags()
    return {name: str(value) for name, value in flags.items() if value is not None}


def _urls(settings: Settings) -> tuple[str, ...]:
    """The servers that are asked, each once; none for OpenAI and for the embedded model."""
    urls = (public(place.base_url) for place in settings.servers)
    return tuple(dict.fromkeys(url for url in urls if url))


def public(url: str | None) -> str | None:
    """The URL without user information or query, which may hold a key."""
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

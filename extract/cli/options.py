"""The flags that several commands share. All are read as words: `config` checks every value, wherever it was given."""

from typing import Annotated

import typer

_MODEL = "Model"
_LIMITS = "Limits"
_TAPES = "Recorded calls"
_CLUSTER = "Beyond one machine"
_INPUTS = "Inputs"
_BATCH = "Batches at the provider"


def _option(told: str, metavar: str, panel: str | None = None) -> object:
    return typer.Option(help=told, metavar=metavar, rich_help_panel=panel)


Model = Annotated[str | None, _option("An embedded model, a .gguf file, or a model of the endpoint.", "NAME", _MODEL)]
BaseUrl = Annotated[
    list[str] | None, _option("An OpenAI-compatible server; given more than once, all are asked.", "URL", _MODEL)
]
Plan = Annotated[
    str | None,
    _option(
        "How articles are cut into calls: [cyan]sentence[/cyan] for small models, [cyan]document[/cyan] for strong"
        " ones. The default follows the model.",
        "PLAN",
        _MODEL,
    ),
]
Weights = Annotated[str | None, _option("The embedded model's weights, if you have them already.", "FILE", _MODEL)]
Concurrency = Annotated[
    str | None, _option("Articles and calls at a time, at most; by default 1 embedded, 4 at an endpoint.", "N", _LIMITS)
]
Rpm = Annotated[str | None, _option("Calls a minute that the endpoint allows.", "N", _LIMITS)]
Tpm = Annotated[str | None, _option("Tokens a minute that the endpoint allows.", "N", _LIMITS)]
Budget = Annotated[str | None, _option("US dollars that the run may cost, all retries included.", "USD", _LIMITS)]
FailOver = Annotated[
    str | None,
    _option("Stop, to be resumed, once more than this share of the articles failed, like 5%.", "SHARE", _LIMITS),
]
Timeout = Annotated[str | None, _option("Seconds that one model call may take.", "S", _LIMITS)]
MaxTokens = Annotated[str | None, _option("Tokens that one answer may have.", "N", _MODEL)]
Replay = Annotated[
    str | None, _option("Answer all calls from these cassettes: no key, no model, the same result.", "DIR", _TAPES)
]
Engine = Annotated[
    str | None,
    _option("Who does the articles: [cyan]local[/cyan], or [cyan]ray[/cyan] for many machines.", "NAME", _CLUSTER),
]
Shards = Annotated[
    str | None, _option("Workers that share the articles; by default as many as there is room for.", "N", _CLUSTER)
]
RayAddress = Annotated[
    str | None,
    _option("A Ray cluster; by default RAY_ADDRESS, or a Ray of its own on this machine.", "ADDRESS", _CLUSTER),
]
Record = Annotated[str | None, _option("Record all calls as cassettes, to replay them later.", "DIR", _TAPES)]
Include = Annotated[
    list[str] | None, _option("Of folders, archives and patterns only files like this; repeatable.", "GLOB", _INPUTS)
]
Exclude = Annotated[
    list[str] | None, _option("Of folders, archives and patterns no files like this; repeatable.", "GLOB", _INPUTS)
]
Map = Annotated[
    list[str] | None,
    _option("Which field of a row is which, like [cyan]text=body,title=headline[/cyan].", "FIELDS", _INPUTS),
]
Duplicates = Annotated[
    str | None,
    _option(
        "Copies of an earlier article: [cyan]skip[/cyan] codes the first and keeps their sources, [cyan]code[/cyan]"
        " codes them all.",
        "WAY",
        _INPUTS,
    ),
]
Via = Annotated[
    str | None,
    _option(
        "[cyan]batch[/cyan] sends the requests by the provider's batch API: cheaper, within a day. Proven against a"
        " scripted server only.",
        "WAY",
        _BATCH,
    ),
]
Poll = Annotated[str | None, _option("Seconds between two looks at a batch; by default 60.", "S", _BATCH)]
BatchRequests = Annotated[str | None, _option("Requests in one batch, at most; by default 50000.", "N", _BATCH)]
Config = Annotated[str | None, _option("Settings as TOML, instead of [cyan]communique.toml[/cyan] here.", "FILE")]
Log = Annotated[
    str | None, _option("Add what the run does to this file, as JSON Lines; never a word of an article.", "FILE")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell errors only.", metavar="")]

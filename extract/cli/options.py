"""The flags that several commands share. Their values stay text until the settings parse them, like those of a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.settings.settings import Settings

_MODEL = "Model"
_LIMITS = "Limits"
_CASSETTES = "Recorded calls"
_CLUSTER = "Beyond one machine"
_INPUTS = "Inputs"
_BATCH = "Batches at the provider"


def _option(text: str, metavar: str, panel: str | None = None) -> object:
    return typer.Option(help=text, metavar=metavar, rich_help_panel=panel)


Model = Annotated[
    str | None, _option("An embedded model, a .gguf file, a model of the endpoint, or none.", "NAME", _MODEL)
]
BaseUrl = Annotated[list[str] | None, _option("An OpenAI-compatible server; repeat it to ask several.", "URL", _MODEL)]
Plan = Annotated[
    str | None,
    _option(
        "How articles are read: [cyan]rules[/cyan] without a model, [cyan]choices[/cyan] for small models,"
        " [cyan]document[/cyan] for strong ones. The default follows the model.",
        "PLAN",
        _MODEL,
    ),
]
Verify = Annotated[
    str | None,
    _option(
        "Document plan: which records a second call reads again, [cyan]off[/cyan], [cyan]doubtful[/cyan] or"
        " [cyan]all[/cyan]; by default those in doubt.",
        "WHICH",
        _MODEL,
    ),
]
Codebook = Annotated[
    str | None,
    _option("Document plan: a codebook of your own, as YAML, that changes the default one.", "FILE", _MODEL),
]
Analyzer = Annotated[
    str | None,
    _option(
        "The weights of the English analyzer, if you have them already; [cyan]none[/cyan] to do without.",
        "PATH",
        _MODEL,
    ),
]
Weights = Annotated[str | None, _option("The embedded model's weights, if you have the file already.", "FILE", _MODEL)]
Concurrency = Annotated[
    str | None,
    _option("Articles and calls at a time; by default 1 embedded, 4 for each endpoint.", "N", _LIMITS),
]
Rpm = Annotated[str | None, _option("Calls a minute that the endpoint allows.", "N", _LIMITS)]
Tpm = Annotated[str | None, _option("Tokens a minute that the endpoint allows.", "N", _LIMITS)]
Budget = Annotated[str | None, _option("US dollars that the run may cost, retries included.", "USD", _LIMITS)]
FailOver = Annotated[
    str | None,
    _option("Stop once more than this share of the articles failed, like 5%; resumable.", "SHARE", _LIMITS),
]
Timeout = Annotated[str | None, _option("Seconds that one model call may take.", "S", _LIMITS)]
Workers = Annotated[
    str | None, _option("Processes that analyse articles; 0 for none. By default one a core.", "N", _LIMITS)
]
ArticleTimeout = Annotated[
    str | None,
    _option("Seconds of analysis that one article may take; more for one of over a million characters.", "S", _LIMITS),
]
MaxTokens = Annotated[str | None, _option("Tokens that one answer may have.", "N", _MODEL)]
Replay = Annotated[
    str | None, _option("Answer all calls from these cassettes, without a key or a model.", "DIR", _CASSETTES)
]
Engine = Annotated[
    str | None,
    _option("Where articles are processed: [cyan]local[/cyan], or [cyan]ray[/cyan] for a cluster.", "NAME", _CLUSTER),
]
Shards = Annotated[
    str | None,
    _option("Workers that share the articles; by default as many as there is room for.", "N", _CLUSTER),
]
RayAddress = Annotated[
    str | None,
    _option("A Ray cluster; by default RAY_ADDRESS, or a new one on this machine.", "ADDRESS", _CLUSTER),
]
Record = Annotated[str | None, _option("Record all calls as cassettes, to replay them later.", "DIR", _CASSETTES)]
Include = Annotated[
    list[str] | None,
    _option("Read only such files of folders, archives and patterns; repeatable.", "GLOB", _INPUTS),
]
Exclude = Annotated[
    list[str] | None,
    _option("Leave out such files of folders, archives and patterns; repeatable.", "GLOB", _INPUTS),
]
Map = Annotated[
    list[str] | None,
    _option("Names of the fields of rows, like [cyan]text=body,title=headline[/cyan].", "FIELDS", _INPUTS),
]
Stubs = Annotated[
    str | None,
    _option(
        "Articles of which the source gives only the beginning: [cyan]read[/cyan] reads them, [cyan]skip[/cyan] leaves"
        " them out.",
        "WAY",
        _INPUTS,
    ),
]
Limit = Annotated[str | None, _option("Process only the first N articles, for a cheap first try.", "N", _INPUTS)]
Duplicates = Annotated[
    str | None,
    _option(
        "Copies of an earlier article: [cyan]skip[/cyan] lists them with their sources, [cyan]code[/cyan] codes them"
        " too.",
        "WAY",
        _INPUTS,
    ),
]
Via = Annotated[
    str | None,
    _option(
        "[cyan]batch[/cyan] uses the provider's batch API: cheaper, within a day. Tested against a scripted server"
        " only.",
        "WAY",
        _BATCH,
    ),
]
Poll = Annotated[str | None, _option("Seconds between two looks at a batch; by default 60.", "S", _BATCH)]
BatchRequests = Annotated[str | None, _option("Requests in one batch, at most; by default 50000.", "N", _BATCH)]
Config = Annotated[str | None, _option("Settings as TOML, instead of [cyan]communique.toml[/cyan] here.", "FILE")]
Log = Annotated[str | None, _option("Append a log to this file, as JSON Lines; never text of an article.", "FILE")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.", metavar="")]


def read_settings(context: typer.Context) -> "Settings":
    """Load the settings of a command from its flags, the environment and the settings file. Raises ConfigError."""
    from extract.settings.settings import load_settings

    return load_settings(context.params, os.environ, Path())


def to_path(text: str | None) -> Path | None:
    """Return the path that was given; None if it is empty."""
    return Path(text).expanduser() if text and text.strip() else None

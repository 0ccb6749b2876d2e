"""The child process of the embedded model: settings come in as one JSON line on stdin, its address goes out on stdout.

It serves the OpenAI API on the loopback interface until stdin closes, which also happens when its parent is killed; a
crash of the native code ends this process and not the run. Started by `extract.model.embedded.server`, never by hand.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What the parent tells the child."""

    weights: str
    name: str
    """Name that the API gives to the model."""
    context: int
    """Tokens."""
    threads: int
    api_key: str
    """Comes by stdin, so that no list of processes shows it."""
    prefixes: str
    """Folder for computed prompt prefixes."""

    def line(self) -> bytes:
        """The settings as `parse` takes them."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> "Settings":
        return cls(**json.loads(line))


def main() -> int:
    """Serves until stdin closes. Returns the exit code: 1 if the server does not start."""
    address_out = os.dup(1)
    os.dup2(2, 1)  # whatever the native code prints belongs to the log
    settings = Settings.parse(sys.stdin.buffer.readline())
    try:
        import xllamacpp  # type: ignore[import-untyped, unused-ignore]

        server = xllamacpp.Server(parameters(xllamacpp.CommonParams(), settings))
    except (ImportError, RuntimeError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return 1
    os.write(address_out, json.dumps({"url": server.listening_address}).encode() + b"\n")
    os.close(address_out)
    while os.read(0, 4096):
        pass
    os._exit(0)  # there is nothing to save, and an answer in the making must not hold us up


def parameters(params: Any, settings: Settings) -> Any:
    """The llama.cpp parameters, filled in."""
    params.model.path = settings.weights
    params.model_alias = {settings.name}
    params.n_ctx = settings.context
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings.threads
    params.n_parallel = 1  # more slots bring no speed on few cores, and each would compute the prompt's prefix again
    params.cache_prompt = True
    params.cache_ram_mib = 0  # llama.cpp #27148: the cache in RAM can answer with another request's text
    params.cache_idle_slots = False
    params.slot_save_path = settings.prefixes + os.sep
    params.use_jinja = True
    params.offline = True
    params.verbosity = 2  # warnings and errors; a line for each call would fill the disk in a long run
    _close_doors(params, settings.api_key)
    return params


def _close_doors(params: Any, api_key: str) -> None:
    """Only this machine, only with the key, only what we use; web pages in a browser get nothing."""
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [api_key]
    params.ui = False
    params.endpoint_slots = False
    params.cors_origins = ""
    params.cors_credentials = False


if __name__ == "__main__":
    sys.exit(main())

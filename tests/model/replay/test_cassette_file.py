"""A cassette's file reads well, and means after the round trip what it meant before."""

import json
import random
from itertools import combinations
from pathlib import Path

import pytest

from extract.model.replay.cassette_file import Readable, cassette_path

ODD = "aZ09 \n\t\r'\"\\:-#{}[]&*!|>%@`,?~é—\u0085\u2028\u2029\ufeff\u200b\x00\x1b\U0001f54a"


def cassette(body: bytes | str) -> dict[str, object]:
    request: dict[str, object] = {
        "method": "POST",
        "uri": "http://model/v1/chat/completions",
        "body": body,
        "headers": {},
    }
    response: dict[str, object] = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": body}}
    return {"version": 1, "interactions": [{"request": request, "response": response}]}


def round_trip(body: bytes | str) -> bytes | str:
    interactions = Readable.deserialize(Readable.serialize(cassette(body)))["interactions"]
    assert interactions[0]["request"]["body"] == interactions[0]["response"]["body"]["string"]
    back: bytes | str = interactions[0]["request"]["body"]
    return back


def test_any_text_comes_back_as_it_was() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choices(ODD, k=chance.randrange(40)))
        value = {"content": text, "list": [text, 1, 1.0, -2.5e-9, None, True], text: {}}
        assert json.loads(round_trip(json.dumps(value))) == value


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>bad\ngateway", id="no JSON"),
        pytest.param("", id="nothing"),
        pytest.param('"a word"', id="JSON, but neither object nor list"),
        pytest.param("123", id="a number"),
        pytest.param('{"half": "\\ud83d"}', id="half a surrogate pair"),
        pytest.param('{"value": NaN}', id="not a number"),
        pytest.param(b"\xff\xfe\x00", id="bytes"),
    ],
)
def test_what_is_no_plain_json_is_kept_as_it_is(body: bytes | str) -> None:
    assert round_trip(body) == body


def test_text_of_several_lines_reads_as_it_is() -> None:
    text = Readable.serialize(cassette(json.dumps({"z": "Ankara said:\nİyi — “good”\n", "a": "x" * 500})))
    assert "z: |\n" in text
    assert "        İyi — “good”\n" in text
    assert "a: " + "x" * 500 in text
    assert text.index("z: |") < text.index("a: xxx")


def test_a_safe_name_stays_readable_and_a_plan_has_its_folder(tmp_path: Path) -> None:
    assert cassette_path(tmp_path, "reuters-2021_03.v2", "choices") == tmp_path / "choices" / "reuters-2021_03.v2.yaml"


def test_two_ids_never_share_a_file_and_none_leaves_the_folder(tmp_path: Path) -> None:
    names = [
        "a",
        "A",
        "a/b",
        "a-b",
        "a b",
        "../a",
        "..",
        ".",
        "",
        "é",
        "e",
        "x" * 200,
        "x" * 201,
        ".a",
        "-a",
        "a\n",
        "a~",
    ]
    paths = {name: cassette_path(tmp_path, name, "plan") for name in names}
    for one, other in combinations(names, 2):
        assert str(paths[one]).lower() != str(paths[other]).lower()
    for path in paths.values():
        assert path.parent == tmp_path / "plan"
        assert path.name.isascii() and len(path.name) < 100

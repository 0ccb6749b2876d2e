"""Metadata beside a text: sidecars and front matter."""

from pathlib import Path

import pytest

from schemas import FailureCode
from tests.support.inputs import BODY, only, only_failure, saved


def test_a_sidecar_precedes_front_matter_and_front_matter_the_page(tmp_path: Path) -> None:
    path = saved(
        tmp_path, b"---\ntitle: Front\nsource: 'AFP' \ndate: 2023\n---\n\nPage\nReuters\n" + BODY.encode(), "n.md"
    )
    (tmp_path / "n.meta.json").write_text('{"id": "x1", "title": "Side"}')
    article = only(path)
    assert (article.source_id, article.title, article.source, article.published) == ("x1", "Side", "AFP", "2023")
    assert article.text == "Side\n\nPage\nReuters\n" + BODY


@pytest.mark.parametrize("sidecar", ["{", "[]", '{"title": {}}', "[" * 100_000], ids=["cut", "list", "nested", "deep"])
def test_a_broken_sidecar_is_a_failure(sidecar: str, tmp_path: Path) -> None:
    path = saved(tmp_path, BODY.encode())
    (tmp_path / "news.meta.json").write_text(sidecar)
    failure = only_failure(path)
    assert failure.error is FailureCode.UNREADABLE
    assert "news.meta.json is broken" in failure.message


def test_unknown_front_matter_is_ignored(tmp_path: Path) -> None:
    front = '---\nTitle: "Pact: a look"\ntags:\n  - fish\n- sea\n# note\nlayout: post\nurl: https://a.b/c # x\n---\n'
    article = only(saved(tmp_path, (front + BODY).encode(), "n.md"))
    assert (article.title, article.url) == ("Pact: a look", "https://a.b/c")
    assert article.text == "Pact: a look\n\n" + BODY


@pytest.mark.parametrize("text", ["---\nOslo signed.\n---\nLima did not.", "---\ntitle: Pact\nOslo signed."])
def test_horizontal_rules_in_markdown_are_no_front_matter(text: str, tmp_path: Path) -> None:
    assert only(saved(tmp_path, text.encode(), "n.md")).text == text

"""What an extractor keeps: with `out` a run like that of the command line, with `cache` the answers alone."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract import ArticleFailed, AsyncExtractor, Extractor, ModelUnavailable, StoreError, TooManyFailed, load_run
from extract.api.options import Options
from extract.cli.app import app
from tests.support.english import pipeline
from tests.support.runs import exports
from tests.support.stub import TEXT, Said, Stub, refused, stubbed

ARTICLES = {
    "treaty": "Malian Foreign Minister Awa Diop and her counterpart from Togo signed a border treaty on 3 May 2021.",
    "raid": "The government of Mali condemned the raid by Chad on Monday.",
    "weather": "It rained in the valley for the third day, and the ferry did not leave the harbour.",
    "empty": "   ",
}


def asking(stub: Stub, **more: Any) -> Options:
    """Return options that ask the scripted server."""
    return {"base_url": stub.url, "model": "m", "plan": "document", "api_key": "sk-scripted", **more}  # type: ignore[typeddict-item]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def by_command(articles: Path, out: Path, *flags: str) -> Path:
    """Run the command over the articles; one of them fails."""
    command = ["run", str(articles), "--out", str(out), "--model", "none", "--analyzer", str(pipeline()), "--quiet"]
    done = CliRunner().invoke(app, [*command, *flags])
    assert done.exit_code == 1, done.stderr
    return out


def by_extractor(articles: Path, out: Path, **more: Any) -> Path:
    with Extractor(model="none", analyzer=pipeline(), out=out, **more) as extractor:
        lines = [found.model_dump_json() + "\n" for found in extractor.pipe([articles], on_error="yield")]
    written = (out / "extractions.jsonl").read_text("utf-8") + (out / "failures.jsonl").read_text("utf-8")
    assert sorted(lines) == sorted(written.splitlines(keepends=True))
    return out


def test_the_command_and_the_extractor_give_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    one = by_command(articles, tmp_path / "one")
    other = by_extractor(articles, tmp_path / "other")

    assert exports(one) == exports(other)
    ours, theirs = load_run(one).manifest, load_run(other).manifest
    assert (ours.method, ours.counts, ours.usage) == (theirs.method, theirs.counts, theirs.usage)


@pytest.mark.slow
@pytest.mark.core_workers
def test_a_cluster_gives_the_same_bytes(articles: Path, tmp_path: Path) -> None:
    one = by_command(articles, tmp_path / "one")
    cluster = by_command(articles, tmp_path / "cluster", "--engine", "ray", "--shards", "1")
    other = by_extractor(articles, tmp_path / "other", engine="ray", shards=1)

    assert exports(one) == exports(cluster) == exports(other)


def test_a_text_and_a_file_of_it_give_the_same_records(articles: Path) -> None:
    with Extractor(model="none", analyzer=pipeline()) as extractor:
        [filed] = extractor.pipe(articles / "treaty.txt")
        given = extractor.extract(ARTICLES["treaty"], id="treaty")

    assert filed.article.path
    assert given == filed.model_copy(update={"article": filed.article.model_copy(update={"path": None})})


def test_the_command_line_shows_what_an_extractor_kept(articles: Path, tmp_path: Path) -> None:
    out = by_extractor(articles, tmp_path / "out")
    shown = CliRunner().invoke(app, ["show", str(out)])
    again = CliRunner().invoke(app, ["retry", str(out)])

    assert shown.exit_code == 0 and "treaty" in shown.stdout
    assert "came from a Python program; run that program again" in again.stderr


def test_known_articles_are_neither_asked_nor_paid_again_and_new_ones_are_added(tmp_path: Path) -> None:
    texts = [f"{TEXT} Number {number}." for number in range(3)]
    with stubbed(Stub()) as stub:
        with Extractor(**asking(stub, out=tmp_path / "out")) as extractor:
            first = list(extractor.pipe(texts[:2]))
        calls = stub.calls
        with Extractor(**asking(stub, out=tmp_path / "out")) as extractor:
            second = list(extractor.pipe([texts[1], texts[2]]))
            assert stub.calls > calls
        calls = stub.calls
        with Extractor(**asking(stub, out=tmp_path / "out")) as extractor:
            third = list(extractor.pipe(texts))
        assert stub.calls == calls

    assert second[0] == first[1] and third == [*first, second[1]]
    assert [one.article.text for one in load_run(tmp_path / "out")] == texts
    assert load_run(tmp_path / "out").manifest.counts.articles == 3


def test_a_folder_of_another_method_is_refused(tmp_path: Path) -> None:
    with stubbed(Stub()) as stub:
        with Extractor(**asking(stub, out=tmp_path / "out")) as extractor:
            extractor.extract(TEXT)
        other = Extractor(**asking(stub, out=tmp_path / "out", temperature=1.0))
        with pytest.raises(StoreError, match="by another method"):
            other.extract(TEXT)
        other.close()


def test_a_cache_keeps_answers_for_other_sessions_and_methods(tmp_path: Path) -> None:
    with stubbed(Stub()) as stub:
        for verify in ("off", "all"):
            with Extractor(**asking(stub, cache=tmp_path / "cache", verify=verify)) as extractor:
                extractor.extract(TEXT)
        with Extractor(**asking(stub, cache=tmp_path / "cache", verify="all")) as extractor:
            calls = stub.calls
            extractor.extract(TEXT)
        assert stub.calls == calls
        assert len({*stub.asked}) == len(stub.asked)


def test_the_key_given_is_the_one_that_is_sent_and_none_is_written(tmp_path: Path) -> None:
    with stubbed(Stub()) as stub, Extractor(**asking(stub, out=tmp_path / "out")) as extractor:
        extractor.extract(TEXT)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not any(b"sk-scripted" in path.read_bytes() for path in files)


def test_a_server_that_cannot_be_reached_ends_everything_with_an_error() -> None:
    options: Options = {"base_url": "http://127.0.0.1:9/v1", "model": "m", "plan": "document", "api_key": "k"}

    async def many() -> list[object]:
        async with AsyncExtractor(**options) as extractor:
            return await asyncio.gather(*(extractor.extract(TEXT) for _ in range(3)), return_exceptions=True)

    with Extractor(**options) as extractor, pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:9"):
        list(extractor.pipe([TEXT], on_error="yield"))
    assert {type(one) for one in asyncio.run(many())} == {ModelUnavailable}


def no_answer(question: str, number: int) -> Said:
    """Refuse one article for its content; a fault that only a server can cause."""
    return refused(400, "content_filter: the prompt was filtered")


def test_a_refused_article_carries_its_id_and_code() -> None:
    raises = pytest.raises(ArticleFailed)
    with stubbed(Stub(rule=no_answer)) as stub, Extractor(**asking(stub)) as extractor, raises as raised:
        extractor.extract(TEXT, id="a7")

    assert (raised.value.failure.source_id, raised.value.failure.stage) == ("a7", "model")
    assert str(raised.value).startswith("a7: ")


def test_too_many_failures_end_a_stream() -> None:
    raises = pytest.raises(TooManyFailed, match="3 of 3 articles failed")
    with Extractor(model="none", analyzer=pipeline(), fail_over=0.02) as extractor, raises:
        list(extractor.pipe([""] * 9, on_error="yield"))

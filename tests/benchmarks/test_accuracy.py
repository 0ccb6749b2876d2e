"""The accuracy benchmark: peers are told enough, their output is read fairly, and figures add up."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from benchmarks.accuracy.adapters import Part, Records, records_of_answers, records_of_extractions
from benchmarks.accuracy.instructor_peer import Instructor
from benchmarks.accuracy.langextract_peer import extractions, is_json
from benchmarks.accuracy.measure import Options, Supervisor, begun, prepare, take_turns
from benchmarks.accuracy.readers import readers
from benchmarks.accuracy.results import Results, Row, comparable, row, summary
from benchmarks.accuracy.table import beside_peers, median_ratio
from benchmarks.accuracy.task import Answer, examples, instructions
from benchmarks.accuracy.ways import NOTHING, Take, failed, taken
from benchmarks.desk.server import question_name
from extract.ask.document_plan import DocumentPlan
from extract.document.segment import segment
from extract.evaluate import compare, lay_out_gold, read_gold
from extract.model.endpoint import Endpoint
from prompts import codebook, document_prompt
from schemas import Act, ActorKind, Article, Instrument, Status, Usage
from tests.support.declared import answer as declared
from tests.support.declared import pact, state
from tests.support.drafts import make_article
from tests.support.scripted import HEADERS, Scripted, completion, serving

HOME = Path(__file__).parents[2]
TEXT = "Oman and Qatar signed a pact.\n\nLater, Omani minister Sara Haddad urged Doha to wait.\n\nQatar signed no more."


def answer(**told: list[dict[str, Any]]) -> dict[str, Any]:
    return {"actors": [], "agreements": [], "statements": [], **told}


def deal(evidence: str, *parties: str) -> dict[str, Any]:
    fields = {"subject": "pact", "instrument": "agreement", "status": "signed", "dates": ["2025"], "value": None}
    return {"evidence": evidence, "parties": list(parties), **fields}


def speech(evidence: str, *speakers: str) -> dict[str, Any]:
    return {"evidence": evidence, "speakers": list(speakers), "act": "urge", "recipients": [], "about": "wait"}


def actor(name: str, kind: str, country: str | None = None) -> dict[str, Any]:
    return {"name": name, "kind": kind, "country": country}


def extraction(kind: str, words: str, at: int | None, **attributes: Any) -> dict[str, Any]:
    end = None if at is None else at + len(words)
    return {"class": kind, "text": words, "start": at, "end": end, "attributes": attributes}


def whole(told: dict[str, Any]) -> Records:
    return records_of_answers([Part(0, told)], TEXT)


def test_peers_are_shown_every_record_that_our_document_plan_is_shown() -> None:
    for ours, theirs in zip(document_prompt(codebook()).examples, examples(), strict=True):
        for kind in ("agreements", "statements"):
            assert len(getattr(theirs, kind)) == len(ours["answer"][kind])


def test_the_peers_examples_quote_their_text_and_name_only_listed_actors() -> None:
    for example in examples():
        names = {one.name for one in example.actors}
        assert all(name in example.text for name in names)
        assert all(one.evidence in example.text for one in example.agreements)
        assert all(one.evidence in example.text for one in example.statements)
        assert {name for one in example.agreements for name in one.parties} <= names
        assert {name for one in example.statements for name in (*one.speakers, *one.recipients)} <= names


def test_the_peers_are_told_every_value_of_the_code_lists() -> None:
    told = instructions()
    assert all(value in told for codes in (ActorKind, Instrument, Status, Act) for value in codes)


@pytest.mark.parametrize("number", range(len(examples())))
def test_an_example_reads_alike_in_the_layout_of_each_peer(number: int) -> None:
    example = examples()[number]
    told = example.answer().model_dump(mode="json")
    at = [{**one, "start": None, "end": None} for one in extractions(example)]
    by_answer = lay_out_gold(records_of_answers([Part(0, told)], example.text), example.text)
    by_extraction = lay_out_gold(records_of_extractions(at, example.text), example.text)
    assert set(by_answer.actors) == set(by_extraction.actors)
    assert set(by_answer.agreements) == set(by_extraction.agreements)
    assert set(by_answer.statements) == set(by_extraction.statements)


def test_evidence_is_the_sentence_that_holds_the_quoted_words() -> None:
    told = whole(answer(agreements=[deal("Qatar  signed a\npact", "Oman", "Qatar")]))
    assert told["agreements"][0]["evidence"] == ["Oman and Qatar signed a pact."]


def test_a_quote_is_looked_for_first_in_the_part_that_was_asked_about() -> None:
    last = records_of_answers([Part(TEXT.index("Qatar signed n"), answer(agreements=[deal("Qatar signed")]))], TEXT)
    assert last["agreements"][0]["evidence"] == ["Qatar signed no more."]


@pytest.mark.parametrize("words", ["Qatar has signed a pact", "qatar signed", " ", ""])
def test_words_that_the_text_does_not_hold_stay_and_count_as_ungrounded(words: str) -> None:
    told = whole(answer(agreements=[deal(words)]))
    assert told["agreements"][0]["evidence"] == [words]
    assert taken(told, TEXT, Usage(), 1.0, ()).ungrounded == 1


def test_langextract_is_believed_where_it_located_words_even_if_it_changed_them() -> None:
    told = records_of_extractions([extraction("statement", "urges Doha", TEXT.index("urged"))], TEXT)
    assert told["statements"][0]["evidence"] == ["Later, Omani minister Sara Haddad urged Doha to wait."]


def test_langextract_words_that_it_could_not_locate_are_looked_for_and_else_ungrounded() -> None:
    found = [extraction("statement", "urged Doha", None), extraction("statement", "urges Doha", None)]
    told = records_of_extractions(found, TEXT)
    assert [one["evidence"][0] == found[i]["text"] for i, one in enumerate(told["statements"])] == [False, True]


def test_langextract_attributes_of_any_shape_are_read() -> None:
    odd = extraction("agreement", "signed", 15, parties="Oman, Qatar", status=["signed"], amount=5, currency="USD")
    bare = {**extraction("agreement", "signed", 15), "attributes": None}
    one, other = records_of_extractions([odd, bare, extraction("weather", "Later", 31)], TEXT)["agreements"]
    assert (one["parties"], one["status"], one["value"]) == (
        ["Oman", "Qatar"],
        "signed",
        {"amount": 5, "currency": "USD"},
    )
    assert (other["parties"], other["status"]) == ([], None)


def test_an_actor_told_several_times_is_one_under_one_name() -> None:
    minister = actor("Sara Haddad", "person", "OMN")
    people = [actor("Haddad", "person", "OMN"), minister, minister, actor("the Haddad Group", "company")]
    told = whole(answer(actors=people, statements=[speech("urged Doha", "Haddad")]))
    assert sorted(one["name"] for one in told["actors"]) == ["Sara Haddad", "the Haddad Group"]
    assert told["statements"][0]["speakers"] == ["Sara Haddad"]


def test_a_state_is_one_whatever_it_is_called() -> None:
    told = whole(
        answer(actors=[actor("Doha", "state", "QAT"), actor("Qatar", "state", "Qatar"), actor("Oman", "state")])
    )
    assert sorted(one["country"] for one in told["actors"]) == ["OMN", "QAT"]


def test_a_state_that_takes_part_is_an_actor_though_not_listed_and_a_stranger_is_not() -> None:
    told = whole(answer(agreements=[deal("signed a pact", "Oman", "the two sides")]))
    assert told["actors"] == [{"name": "Oman", "kind": "state", "country": "OMN"}]


def test_a_peer_that_answers_with_the_gold_gets_the_full_score() -> None:
    entry = next(iter(read_gold(HOME / "fixtures" / "gold.jsonl")))
    gold = {
        "actors": entry.records["actors"],
        "agreements": [
            {**one, "evidence": one["evidence"][0], "parties": [party["name"] for party in one["parties"]],
             "dates": [date["edtf"] for date in one["dates"]]}
            for one in entry.records["agreements"]
        ],
        "statements": [{**one, "evidence": one["evidence"][0]} for one in entry.records["statements"]],
    }  # fmt: skip
    text = entry.article.text
    told = records_of_answers([Part(0, Answer.model_validate(gold).model_dump(mode="json"))], text)
    scores = compare(entry.article, lay_out_gold(told, text), lay_out_gold(entry.records, text))
    assert {rate.f1 for rate in scores.rates.values()} == {1.0}


def completed(content: str, finish: str = "stop") -> tuple[int, dict[str, str], bytes]:
    told = json.loads(completion())
    told["usage"]["prompt_tokens_details"] = {"cached_tokens": 5}
    told["choices"][0] |= {"finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return 200, HEADERS, json.dumps(told).encode()


def by_paragraph(*script: tuple[int, dict[str, str], bytes]) -> tuple[Take, Scripted]:
    """What plain instructor makes of the three paragraphs of the text, with these answers of the server."""
    article = Article(id="sha256:0123456789abcdef", source_id="a", text=TEXT, sha256="0" * 64, characters=len(TEXT))
    with serving(Scripted(script=list(script))) as server:
        endpoint = Endpoint(model="m", base_url=server.url, api_key=SecretStr("k"))
        with Instructor(endpoint, by_paragraph=True) as peer:
            return asyncio.run(peer.take(article)), server


def test_instructor_is_asked_about_each_paragraph_and_one_that_is_cut_off_is_told_as_lost() -> None:
    first = completed(json.dumps(answer(agreements=[deal("signed a pact", "Oman", "Qatar")])))
    cut = completed('{"actors": [', "length")
    last = completed(json.dumps(answer(actors=[actor("Qatar", "state", "QAT")])))
    take, server = by_paragraph(first, cut, last)
    assert len(server.asked) == 3
    assert (take.lost, take.error, len(take.page.agreements), len(take.page.actors)) == (1, None, 1, 2)
    assert take.usage == Usage(calls=3, tokens_in=33, tokens_out=9, tokens_cached=15)


def test_instructor_fails_on_an_article_if_no_paragraph_could_be_read() -> None:
    take, _ = by_paragraph(*[completed("{", "length")] * 3)
    assert take.page == NOTHING
    assert (take.error or "").startswith("IncompleteOutputException")


@pytest.mark.parametrize(("words", "read"), [('{"extractions": []}', True), ('{"extractions": [', False), ("", False)])
def test_an_answer_that_langextract_passes_over_is_known(words: str, read: bool) -> None:
    assert is_json(words) is read


def made(article: str, way: str, seconds: float = 1.0, right: int = 1) -> Row:
    rates = {kind: {"right": right, "wrong": 1, "missed": 1} for kind in ("agreements", "statements")}
    return Row(article, way, rates, {"act": {"right": 1, "of": 2}}, 0, 0, Usage().model_dump(), seconds, None)


def test_ways_are_compared_on_the_articles_that_all_of_them_had() -> None:
    rows = comparable([made("a", "x"), made("a", "y"), made("b", "x")])
    assert {way: [one.article for one in mine] for way, mine in rows.items()} == {"x": ["a"], "y": ["a"]}


def test_counts_of_articles_add_up_before_they_are_divided() -> None:
    told = summary("x", [made("a", "x", 1.0, right=3), made("b", "x", 5.0, right=0)])
    assert told.rates["agreements"].f1 == 2 * 3 / (2 * 3 + 2 + 2)
    assert (told.fields["act"].right, told.fields["act"].of, told.seconds) == (2, 4, 3.0)


def test_times_are_compared_article_by_article() -> None:
    ours = [made("a", "x", 1.0), made("b", "x", 10.0), made("c", "x", 2.0)]
    theirs = [made("c", "y", 8.0), made("a", "y", 2.0), made("b", "y", 100.0)]
    assert median_ratio(ours, theirs) == 0.25


def test_communique_is_set_beside_the_best_peer_of_each_measure() -> None:
    ways = {"communique choices": 4, "langextract": 2, "instructor by article": 1}
    told = list(beside_peers({way: [made("a", way, right=right)] for way, right in ways.items()}))
    assert told[0] == "agreements F1: 1.20 of the best peer's (langextract)"


def test_a_failure_misses_all_and_is_told() -> None:
    entry = next(iter(read_gold(HOME / "fixtures" / "gold.jsonl")))
    take = failed(ValueError("cut\noff"), 2.0)
    scores = compare(entry.article, take.page, lay_out_gold(entry.records, entry.article.text))
    told = row("one", "x", take, scores)
    assert told.error == "ValueError: cut off"
    assert told.rates["agreements"] == {"right": 0, "wrong": 0, "missed": len(entry.records["agreements"])}


def test_a_measurement_is_read_as_it_was_written(tmp_path: Path) -> None:
    results = Results({"date": "2025-01-01"}, [made("a", "x")])
    results.save(tmp_path / "results.json")
    again = Results.read(tmp_path / "results.json")
    assert again == results
    assert again.has("a", "x") and not again.has("a", "y")


def test_what_was_measured_in_part_is_printed_again_without_running(tmp_path: Path) -> None:
    gold = {"name": "gold.jsonl", "articles": 2}
    how = {"date": "2025-01-01", "machine": "z80, 1 core", "model": "m", "max_tokens": 8, "gold": gold}
    Results(how, [made("a", "communique choices"), made("a", "langextract")]).save(tmp_path / "results.json")
    command = [sys.executable, "-m", "benchmarks.accuracy", "--show", "--out", str(tmp_path / "results.json")]
    run = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    assert "1 of 2 articles of gold.jsonl, m" in run.stdout
    assert json.loads((tmp_path / "results.json").read_text())["machine"] in run.stdout


class Scribe:
    """A way that finds nothing, and remembers what it was asked."""

    prefix = "none"

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []

    async def warm(self) -> None: ...

    async def take(self, article: Article) -> Take:
        self.asked.append(article.source_id)
        return Take(NOTHING, 0, Usage(), 1.0, ("[]",))


def test_readers_at_a_desk_are_one_more_way(tmp_path: Path) -> None:
    article = make_article("Norway and Kenya signed a defence pact.")
    [asked] = DocumentPlan().questions(article, segment(article.text))
    place = tmp_path / question_name({"messages": asked.render().messages})
    place.mkdir()
    sides = state("a1", "Norway", "NOR"), state("a2", "Kenya", "KEN")
    (place / "answer.json").write_text(json.dumps(declared(*sides, agreements=(pact("a1", "a2"),))))

    async def taken_by_readers() -> Take:
        async with readers(tmp_path) as [way]:
            await prepare(way, None)
            return await way.take(article)

    [found] = asyncio.run(taken_by_readers()).page.agreements
    assert (found.status, found.instrument) == ("signed", "treaty")
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


def options(out: Path, *, resume: bool) -> Options:
    return Options(gold=HOME / "fixtures" / "gold.jsonl", peer=sys.executable, out=out, resume=resume)


def test_a_broken_measurement_keeps_what_it_has_and_goes_on_from_there(tmp_path: Path) -> None:
    gold, out = list(read_gold(HOME / "fixtures" / "gold.jsonl"))[:2], tmp_path / "results.json"
    names = [entry.article.source_id for entry in gold]
    first, second = Scribe("x"), Scribe("y")
    asyncio.run(take_turns([first], gold[:1], Supervisor(begun(options(out, resume=False), {"a": 1}), out), None))
    asyncio.run(take_turns([first, second], gold, Supervisor(begun(options(out, resume=True), {"a": 1}), out), None))
    assert (first.asked, second.asked) == (names, names)
    assert [(one.article, one.way) for one in Results.read(out).rows] == [(n, w) for n in names for w in "xy"]
    assert len((tmp_path / "answers.jsonl").read_text().splitlines()) == 4


def test_a_measurement_that_was_made_otherwise_is_not_gone_on_with(tmp_path: Path) -> None:
    Results({"date": "2025-01-01", "model": "m", "max_tokens": 8}).save(tmp_path / "results.json")
    with pytest.raises(ValueError, match="made with another max_tokens"):
        begun(options(tmp_path / "results.json", resume=True), {"date": "2025-01-02", "model": "m", "max_tokens": 9})

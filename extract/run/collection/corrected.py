"""Link a collection with corrected records, in a copy: the collection itself keeps what was extracted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.link.view_extraction import view_extraction
from extract.run.collection.database import COLLECTION, open_database, open_read_only, transaction
from extract.run.collection.link_index import LinkIndex
from extract.run.collection.linking import link_results, read_decisions
from extract.run.collection.links_file import write_links
from extract.store import Ledger
from extract.store.directory import LINKS
from extract.store.ledger import LEDGER
from schemas import ArticleExtraction

_VERSION = "corrected"


@contextmanager
def link_corrected(folder: Path, corrected: Iterable[ArticleExtraction]) -> Iterator[Path]:
    """Yield a folder with the database and links.json of a collection in which these articles have these records.

    Only the neighbours of the corrected records are linked again. The folder is deleted at the end. Raises StoreError.
    """
    with TemporaryDirectory(prefix="communique-") as name:
        copy = Path(name)
        with open_database(copy / COLLECTION) as database:
            with open_read_only(folder / COLLECTION) as original:
                original.backup(database)
            with Ledger.open_read_only(folder / LEDGER) as ledger:
                link_results(database, ledger)
            with transaction(database):
                views = ((view_extraction(one), _VERSION) for one in corrected)
                LinkIndex(database, read_decisions(database)).update(views)
            write_links(database, copy / LINKS)
        yield copy

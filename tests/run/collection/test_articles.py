"""Which articles a collection knows, what it does with ids and copies, and that their order does not matter."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from extract.read.article import build_article
from extract.read.metadata import Metadata
from extract.run.collection.articles import Addition, ArticleTable, Taken
from extract.run.collection.database import COLLECTION, open_database
from schemas import Article, Duplicate, Failure, FailureCode, Stage

NOW = "2030-01-15T08:00:00Z"
SENTENCES = [
    f"The {thing} of {place} was opened by a minister who had come by ferry in the rain."
    for thing in ("harbour", "museum", "market", "bridge", "radio", "school")
    for place in ("Norby", "Sudby", "Ostby", "Vestby")
]


def article(
    name: str, sentences: Sequence[str] = SENTENCES[:8], source: str = "Fjord Wire", day: str = "2030-01-10"
) -> Article:
    return build_article(
        " ".join(sentences), Metadata(title=f"On {name}", source=source, date=day), name, f"{name}.txt"
    )


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_database(tmp_path / COLLECTION) as found:
        yield found


def take(database: sqlite3.Connection, *items: Article | Failure, coded: bool = False, replace: bool = False) -> Taken:
    return ArticleTable(database).take(items, Addition(NOW, coded, replace))


def waiting(database: sqlite3.Connection) -> dict[str, str]:
    """The kind of each waiting item by its id."""
    return {item.source_id: type(item).__name__ for _, item in ArticleTable(database).waiting()}


def finish(database: sqlite3.Connection) -> None:
    ArticleTable(database).settle(lambda position: True)


def failure(name: str) -> Failure:
    return Failure(source_id=name, stage=Stage.READ, error=FailureCode.EMPTY, message="the file holds no text")


def test_a_new_article_waits_for_its_result(database: sqlite3.Connection) -> None:
    assert take(database, article("a")).added == 1
    assert waiting(database) == {"a": "Article"}
    finish(database)
    assert waiting(database) == {}


def test_a_known_article_is_recognised_by_text_source_and_date_whatever_its_id(database: sqlite3.Connection) -> None:
    take(database, article("a"))
    finish(database)
    same = article("a").model_copy(update={"source_id": "b", "path": "elsewhere.txt"})
    assert take(database, article("a"), same).known == 2
    assert waiting(database) == {}


def test_an_article_comes_back_as_it_was(database: sqlite3.Connection) -> None:
    given = article("a")
    take(database, given)
    ((position, found),) = ArticleTable(database).waiting()
    assert (position, found) == (0, given)


def test_another_text_with_the_same_id_gets_an_id_of_its_own(database: sqlite3.Connection) -> None:
    take(database, article("a"))
    other = article("a", SENTENCES[10:18])
    renamed = f"a~{other.sha256[:6]}"
    assert take(database, other).renamed == [("a", renamed)]
    assert waiting(database) == {"a": "Article", renamed: "Article"}
    assert take(database, other).known == 1


def test_with_replace_another_text_takes_the_place_of_its_id(database: sqlite3.Connection) -> None:
    take(database, article("a"))
    finish(database)
    other = article("a", SENTENCES[10:18])
    assert take(database, other, replace=True).replaced == 1
    ((position, found),) = ArticleTable(database).waiting()
    assert (position, found) == (0, other)


def test_with_replace_a_known_article_waits_again(database: sqlite3.Connection) -> None:
    take(database, article("a"))
    finish(database)
    assert take(database, article("a"), replace=True).known == 1
    assert waiting(database) == {"a": "Article"}


def test_a_file_that_can_be_read_at_last_takes_the_place_of_its_failure(database: sqlite3.Connection) -> None:
    assert take(database, failure("a")).failed == 1
    assert take(database, article("a")).added == 1
    assert waiting(database) == {"a": "Article"}
    assert take(database, failure("a")).known == 1, "what was read before is not lost"
    assert waiting(database) == {"a": "Article"}


def test_a_copy_of_another_outlet_is_a_duplicate_of_the_earlier_article(database: sqlite3.Connection) -> None:
    take(database, article("a"), article("b", source="Sound Times", day="2030-01-11"))
    assert waiting(database) == {"a": "Article", "b": "Duplicate"}


def test_an_original_that_comes_later_makes_a_copy_of_what_was_there(database: sqlite3.Connection) -> None:
    take(database, article("b", source="Sound Times", day="2030-01-11"))
    finish(database)
    take(database, article("a"))
    found = dict(ArticleTable(database).waiting())
    assert {item.source_id: type(item) for item in found.values()} == {"a": Article, "b": Duplicate}
    (copy,) = (item for item in found.values() if isinstance(item, Duplicate))
    assert copy.duplicate_of_source_id == "a"


def test_copies_are_coded_if_that_is_asked_for(database: sqlite3.Connection) -> None:
    take(database, article("a"), article("b", source="Sound Times", day="2030-01-11"), coded=True)
    assert waiting(database) == {"a": "Article", "b": "Article"}


def test_a_copy_whose_original_is_replaced_is_no_copy_any_more(database: sqlite3.Connection) -> None:
    take(database, article("a"), article("b", source="Sound Times", day="2030-01-11"))
    finish(database)
    take(database, article("a", SENTENCES[10:18]), replace=True)
    assert waiting(database) == {"a": "Article", "b": "Article"}


def test_the_order_of_articles_does_not_change_which_are_copies(tmp_path: Path) -> None:
    chance = random.Random(5)
    articles = []
    for number in range(40):
        first, length = chance.randrange(14), chance.randrange(4, 9)
        day = f"2030-01-{chance.randrange(10, 15)}"
        articles.append(article(f"a{number}", SENTENCES[first : first + length], f"outlet {number}", day))
    outcomes = set()
    for seed in range(4):
        with open_database(tmp_path / f"{seed}.sqlite") as database:
            for one in random.Random(seed).sample(articles, len(articles)):
                take(database, one)
            found = ArticleTable(database).waiting()
            outcomes.add(frozenset((item.source_id, getattr(item, "duplicate_of_source_id", "")) for _, item in found))
    (outcome,) = outcomes
    assert 5 < sum(bool(original) for _, original in outcome) < 35

"""Items of a declared answer with the usual values, and the proof of an answer about a short article."""

from typing import Any

from extract.document.numbering import numbered
from extract.document.segment import segment
from extract.verify.declared.prove import prove
from extract.verify.declared.proved import Proof
from extract.verify.declared.state_names import StateNames
from extract.verify.declared.words import ArticleWords
from schemas import Article
from schemas.declared import DeclaredAnswer
from tests.support.drafts import make_article
from tests.support.english import analyzer

Item = dict[str, Any]


def state(key: str, name: str, country: str | None, words: str | None = None) -> Item:
    return {"id": key, "name": name, "words": words, "kind": "state", "country": country} | _OF_NO_OFFICE


def person(key: str, name: str, represents: str | None = None, **changed: Any) -> Item:
    usual: Item = {"id": key, "name": name, "words": None, "kind": "person", "country": None} | _OF_NO_OFFICE
    return usual | {"represents": represents} | changed


_OF_NO_OFFICE: Item = {"office": None, "represents": None}


def pact(*parties: str, sentences: tuple[int, ...] = (1,), **changed: Any) -> Item:
    usual: Item = {
        "sentences": sentences,
        "status_cue": "signed",
        "subject": "defence pact",
        "instrument": "treaty",
        "status": "signed",
        "parties": [{"actor": party, "role": "party", "explicit": True} for party in parties],
        "dates": [],
        "value": None,
        "quantity": None,
        "historical": False,
        "source": None,
        "unsure": [],
    }
    return usual | changed


def speech(*speakers: str, sentences: tuple[int, ...] = (1,), **changed: Any) -> Item:
    usual: Item = {
        "sentences": sentences,
        "cue": "condemned",
        "act": "condemn",
        "speakers": speakers,
        "recipients": [],
        "about": "raid",
        "source": None,
        "unsure": [],
    }
    return usual | changed


def answer(*actors: Item, agreements: tuple[Item, ...] = (), statements: tuple[Item, ...] = ()) -> Item:
    return {"actors": actors, "agreements": agreements, "statements": statements}


def words_of(article: Article) -> ArticleWords:
    return ArticleWords(article, numbered(segment(article.text)), analyzer)


def proved(text: str, declared: Item, published: str | None = None, source: str | None = None) -> Proof:
    """The proof of an answer about an article."""
    article = make_article(text, published, source)
    return prove(DeclaredAnswer.model_validate(declared), words_of(article), StateNames(article))


def faults(proof: Proof) -> list[tuple[str, str | None, str]]:
    """The kind, field and reason of each fault."""
    return [(fault.kind.value, fault.field, fault.reason.value) for fault in proof.faults]

"""An article is shown as one page or as overlapping ones, with numbers that hold over the whole article."""

from extract.ask.pages import page, page_ranges
from extract.document.numbering import numbered
from extract.document.segment import segment
from tests.support.drafts import make_article

TEXT = "Fiji and Tonga talk\nBy Ana Vula\n\nFiji agreed. Tonga agreed too. Samoa did not. Palau waits."


def test_bylines_are_neither_shown_nor_counted() -> None:
    article = make_article(TEXT, published="2025-03-04", source="Wire")
    shown = numbered(segment(article.text))
    whole = page(shown, range(len(shown.sentences)), article)
    assert whole.sentences[:2] == ((1, "Fiji and Tonga talk"), (2, "Fiji agreed."))
    assert (whole.published, whole.source) == ("2025-03-04", "Wire")
    assert "Ana" not in str(whole)


def test_a_number_leads_back_to_its_sentence_and_one_beyond_the_article_to_none() -> None:
    shown = numbered(segment(TEXT))
    assert shown.at(2) == shown.sentences[1]
    assert shown.at(0) is None
    assert shown.at(len(shown.sentences) + 1) is None


def test_a_short_article_is_one_page() -> None:
    shown = numbered(segment(TEXT))
    assert page_ranges(shown) == (range(len(shown.sentences)),)


def test_pages_overlap_and_together_show_every_sentence() -> None:
    shown = numbered(segment(TEXT))
    ranges = page_ranges(shown, characters=40, overlap=1)
    assert [list(places) for places in ranges] == [[0, 1], [1, 2], [2, 3], [3, 4]]


def test_a_page_goes_forward_even_where_one_sentence_is_longer_than_it() -> None:
    shown = numbered(segment("Fiji agreed. " * 3))
    ranges = page_ranges(shown, characters=5, overlap=8)
    assert [places.stop for places in ranges] == [1, 2, 3]


def test_an_article_without_sentences_has_no_page() -> None:
    assert page_ranges(numbered(())) == ()

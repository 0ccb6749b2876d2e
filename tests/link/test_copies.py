"""Copies of articles, and independent sources."""

from extract.link.copies import keys, read_sketch
from extract.link.credits import find_credits, find_record_credits, name_outlet, outlet_forms
from extract.link.link import link
from extract.link.views import ArticleView
from tests.support.linking import agreement, article, statement

REPORT = (
    "NAIROBI, May 9 (TPA) - Kenya ordered twelve armed drones from Turkey on Monday, the largest purchase of its air"
    " force since it was founded. The contract was signed in the garden of the ministry under a row of old jacaranda"
    " trees. Two opposition members walked out of the hall before the speeches began. The drones will watch the border"
    " with Somalia, where shepherds have lost hundreds of goats to raiders since the rains failed in spring."
)
OWN = (
    "Twelve Turkish drones are to fly over the Somali frontier from next year. Ministers of both sides put their names"
    " to a document in the capital, and the band of the navy played for an hour. Shepherds hope that it helps them."
)
REWRITE = (
    "Kenya has ordered twelve armed drones from Turkey, the Tana Press Agency reported. The contract was signed in the"
    " garden of the ministry. Two opposition members walked out before the speeches began. The drones will watch the"
    " border with Somalia."
)
DRONES = agreement("twelve armed drones")
AGENCY = "Tana Press Agency (Nairobi)"


def report(
    source_id: str, text: str, published: str = "2023-05-09", outlet: str = "", extra: bool = False
) -> ArticleView:
    records = (DRONES, statement("shepherds")) if extra else (DRONES,)
    return article(source_id, *records, text=text, published=published, outlet=outlet or source_id)


def find_copies(*articles: ArticleView) -> dict[str, str]:
    found, reverse = link(articles).originals, link(articles[::-1]).originals
    assert found == reverse
    return dict(found)


def count_sources(*articles: ArticleView) -> int:
    (deal,) = link(articles).deals
    return deal.independent_sources


def test_the_same_text_under_another_headline_is_a_copy_of_the_earlier_one() -> None:
    copy = report("copy", f"Drones for Nairobi\n\n{REPORT}", "2023-05-10")
    assert find_copies(report("first", REPORT), copy) == {"copy": "first"}


def test_a_copy_without_its_end_and_with_a_changed_word_is_a_copy() -> None:
    cut = REPORT[: REPORT.index(" The drones will")].replace("largest", "biggest")
    assert find_copies(report("first", REPORT), report("copy", cut, "2023-05-10")) == {"copy": "first"}


def test_the_same_words_weeks_later_or_with_another_number_are_no_copy() -> None:
    assert find_copies(report("first", REPORT), report("second", REPORT, "2023-06-10")) == {}
    assert find_copies(report("first", REPORT), report("second", REPORT.replace("May 9", "May 16"))) == {}


def test_a_rewrite_that_credits_an_agency_and_reports_nothing_more_is_a_copy() -> None:
    agency = report("agency", REPORT, outlet=AGENCY)
    assert find_copies(agency, report("rewrite", REWRITE, "2023-05-10")) == {"rewrite": "agency"}
    more = report("rewrite", REWRITE, "2023-05-10", extra=True)
    assert find_copies(agency, more) == {}


def test_a_report_in_words_of_its_own_is_no_copy() -> None:
    assert find_copies(report("agency", REPORT, outlet=AGENCY), report("own", OWN)) == {}


def test_copies_and_credited_rewrites_are_no_independent_sources() -> None:
    agency, own = report("agency", REPORT, outlet=AGENCY), report("own", OWN)
    copy, rewrite = report("copy", REPORT, "2023-05-10"), report("rewrite", REWRITE, "2023-05-10")
    assert count_sources(agency, own) == 2
    assert count_sources(agency, own, copy, rewrite) == 2


def test_two_reports_of_one_outlet_are_one_source() -> None:
    first, second = report("a", REPORT, outlet="Tana Post (Garissa)"), report("b", OWN, outlet="The Tana Post")
    assert count_sources(first, second) == 1


def test_two_copies_of_an_agency_that_is_not_there_are_one_source() -> None:
    wire = REPORT.replace("(TPA)", "(Reuters)")
    assert count_sources(report("a", wire, outlet="Coast Daily"), report("b", wire, outlet="Hill Daily")) == 1


def test_an_outlet_is_named_without_town_and_edition() -> None:
    assert name_outlet("The Tana Post (Garissa), English edition") == "tana post"
    assert outlet_forms(AGENCY) == {"tana press agency", "tpa"}
    assert outlet_forms(None) == frozenset()


def test_credits_are_read_from_datelines_and_verbs_of_saying() -> None:
    assert "tpa" in find_credits(REPORT)
    assert "tana press agency" in find_credits(REWRITE)
    assert "hill daily" in find_credits("The order was cancelled, according to the Hill Daily.")
    assert find_credits(OWN) == frozenset()


def test_near_identical_texts_share_a_key() -> None:
    one, other = read_sketch(report("a", REPORT)), read_sketch(report("b", f"Drones\n\n{REPORT}"))
    assert keys(one) & keys(other)


def test_a_record_is_credited_by_what_its_paragraph_says_before_it() -> None:
    text = "Kenya asked for rain, according to the Tana Press Service. It had signed a pact.\n\nNorway sent boats."
    assert find_record_credits(["It had signed a pact."], text) == {"tana press service"}
    assert not find_record_credits(["Norway sent boats."], text)


def test_an_outlet_that_the_text_named_before_is_credited() -> None:
    text = "Kenya asked for rain, the Tana Press Service reported.\n\nNorway sent boats, the agency said."
    assert find_record_credits(["Norway sent boats, the agency said."], text) == {"tana press service"}

"""The signals that join two statements or keep them apart, one by one."""

from extract.link.event_signals import compare_events, conflict
from extract.link.events import EventRecord, keys, probes, read_events
from schemas import Act
from tests.support.linking import article, event, person, statement

MINISTER = person("Amos Kiprono", office="Foreign Minister")
SURNAME = person("Kiprono", office="foreign minister")
PRESIDENT = person("Ruth Kiprono", office="President")


def joins(one: EventRecord, other: EventRecord) -> bool:
    """Whether both are one. Records that are one must find each other by their keys."""
    found = compare_events(one, other)
    assert compare_events(other, one).joins == found.joins
    if found.joins:
        assert set(keys(one)) & set(probes(other))
        assert set(keys(other)) & set(probes(one))
    return found.joins


def warning(
    source_id: str, published: str = "2024-03-04", about: str = "drilling at sea", words: str = ""
) -> EventRecord:
    return event(
        source_id,
        statement(about, speakers=("Amos Kiprono",), recipients=("Guyana",), evidence=words),
        published,
        (MINISTER,),
    )


def test_the_same_speaker_act_recipient_and_matter_within_days_are_one_event() -> None:
    assert joins(warning("a"), warning("b", "2024-03-05", "drilling for oil"))


def test_the_same_warning_a_week_later_is_another_event() -> None:
    assert not joins(warning("a"), warning("b", "2024-03-11"))
    assert conflict(warning("a"), warning("b", "2024-03-11"))


def test_a_report_days_later_that_tells_the_day_is_of_the_same_event() -> None:
    late = warning("b", "2024-03-09", words="He warned them on March 4 of drilling.")
    assert joins(warning("a"), late)


def test_the_day_that_the_paragraph_tells_before_a_statement_is_its_day() -> None:
    words = "He warned them of drilling."
    telling = statement("drilling at sea", speakers=("Amos Kiprono",), recipients=("Guyana",), evidence=words)
    late = article(
        "b", telling, published="2024-03-09", actors=(MINISTER,), text=f"He met the press on March 4. {words}"
    )
    assert joins(warning("a"), read_events(late)[0])
    assert not joins(warning("a"), warning("b", "2024-03-09", words=words))


def test_a_quotation_is_the_same_statement_days_later() -> None:
    quote = '"We are counting every single ship that comes," he said.'
    assert joins(warning("a", words=quote), warning("b", "2024-03-11", words=quote))


def test_a_quotation_told_of_another_day_is_another_statement() -> None:
    quote = '"We are counting every single ship that comes," he said on Monday.'
    assert not joins(warning("a", words=quote), warning("b", "2024-03-11", words=quote))


def test_a_surname_with_the_office_names_the_speaker() -> None:
    short = event("b", statement("drilling at sea", speakers=("Kiprono",)), "2024-03-04", (SURNAME,))
    assert joins(warning("a"), short)
    president = event("c", statement("drilling at sea", speakers=("Ruth Kiprono",)), "2024-03-04", (PRESIDENT,))
    assert conflict(president, warning("a"))
    assert not joins(president, short)


def test_a_state_may_stand_for_who_speaks_for_it() -> None:
    kenya = event("b", statement("drilling at sea", recipients=("Guyana",)), "2024-03-04")
    assert joins(warning("a"), kenya)
    norway = event("c", statement("drilling at sea", speakers=("Norway",)), "2024-03-04")
    assert not joins(warning("a"), norway)


def test_another_kind_of_act_is_another_event() -> None:
    praise = event("b", statement("drilling at sea", act=Act.SUPPORT), "2024-03-04")
    assert not joins(event("a", statement("drilling at sea"), "2024-03-04"), praise)


def test_other_recipients_are_another_event() -> None:
    one = event("a", statement("drilling at sea", recipients=("Guyana",)), "2024-03-04")
    assert not joins(one, event("b", statement("drilling at sea", recipients=("Norway",)), "2024-03-04"))
    assert joins(one, event("c", statement("drilling at sea"), "2024-03-04"))


def test_another_matter_of_the_same_day_is_another_event() -> None:
    assert not joins(warning("a"), warning("b", about="expulsion of teachers"))


def test_a_joint_statement_may_leave_a_speaker_out() -> None:
    three = event("a", statement("raids on tankers", speakers=("Kenya", "Norway", "Finland")), "2024-03-04")
    two = event("b", statement("raids on tankers", speakers=("Kenya", "Norway")), "2024-03-05")
    assert joins(three, two)


def test_without_a_publication_date_only_a_quotation_makes_one_event() -> None:
    quote = '"We are counting every single ship that comes," he said.'
    undated = event(
        "b", statement("ships", speakers=("Amos Kiprono",), recipients=("Guyana",), evidence=quote), None, (MINISTER,)
    )
    assert joins(warning("a", words=quote), undated)
    assert not (set(keys(warning("a"))) & set(probes(undated)))

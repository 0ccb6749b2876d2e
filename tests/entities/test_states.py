import re

import pytest

from extract.entities import states
from extract.entities.gazetteer import read_rows
from extract.entities.states import StateForm
from extract.normalize.tables import split_forms

UN_MEMBERS = """
AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI
CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG CRI CIV HRV CUB CYP CZE PRK COD DNK DJI DMA DOM ECU EGY SLV GNQ ERI
EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA
JAM JPN JOR KAZ KEN KIR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM
MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT KOR
MDA ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE
SYR TJK THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR TZA USA URY UZB VUT VEN VNM YEM ZMB ZWE
"""
OTHERS = "VAT PSE TWN XKX HKG MAC GRL ESH SUN YUG DDR CSK"


def found(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.iso3) for mention in states.find_states(text)]


def forms() -> list[tuple[str, str]]:
    table = [row for row in read_rows("states.tsv", 5) if row[0] != "stopper"]
    return [(row[0], form.lstrip("*")) for row in table for column in row[1:] for form in split_forms(column)]


def test_every_member_of_the_united_nations_is_a_state() -> None:
    assert len(UN_MEMBERS.split()) == 193
    assert [code for code in (UN_MEMBERS + OTHERS).split() if not states.is_state(code)] == []


def test_every_form_names_one_state_and_is_found_whole() -> None:
    assert len({form for _, form in forms()}) == len(forms())
    for iso3, form in forms():
        assert re.fullmatch("[A-Z]{3}", iso3)
        assert states.lookup_state(form) == iso3, form
        assert found(f"for {form}, it") == [(form.removesuffix("-"), iso3)], form


def test_a_stopper_is_not_found_as_a_state() -> None:
    stoppers = [phrase for row in read_rows("states.tsv", 5) if row[0] == "stopper" for phrase in split_forms(row[1])]
    assert [phrase for phrase in stoppers if found(f"the {phrase} is")] == []


def test_a_state_has_its_usual_name_in_news() -> None:
    assert states.name_of("KOR") == "South Korea"
    assert states.name_of("GEO") == "Georgia"
    with pytest.raises(KeyError):
        states.name_of("XXX")
    assert not states.is_state("stopper")


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("South Korea", "KOR"),
        ("Republic of Korea", "KOR"),
        ("ROK", "KOR"),
        ("the DPRK", "PRK"),
        ("the United States", "USA"),
        ("The U.S.", "USA"),
        ("US", "USA"),
        ("U.S", "USA"),
        ("U.S.A.", "USA"),
        ("U.A.E.", "ARE"),
        ("Malaysians", "MYS"),
        ("Türkiye", "TUR"),
        ("Côte d’Ivoire", "CIV"),
        ("The Hague", "NLD"),
        ("the Kremlin", "RUS"),
        ("Élysée", "FRA"),
        ("Putrajaya", "MYS"),
        ("D.R.C.", "COD"),
        ("Republic of the Congo", "COG"),
        ("Dutch", "NLD"),
        ("us", None),
        ("Us", None),
        ("south korea", None),
        ("polish", None),
        ("Korea", None),
        ("Koreans", None),
        ("Congo", None),
        ("Congolese", None),
        ("Brussels", None),
        ("Geneva", None),
        ("Japan's", None),
        ("Japan and China", None),
        ("", None),
    ],
)
def test_lookup_matches_exact_forms_only(words: str, iso3: str | None) -> None:
    assert states.lookup_state(words) == iso3


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("the U.S.-South Korea alliance", [("U.S.", "USA"), ("South Korea", "KOR")]),
        ("Japan–U.S. talks", [("Japan", "JPN"), ("U.S.", "USA")]),
        ("a Franco-German plan", [("Franco", "FRA"), ("German", "DEU")]),
        ("Sino-Indian ties", [("Sino", "CHN"), ("Indian", "IND")]),
        ("General Franco ruled", []),
        ("Russian-backed rebels", []),
        ("Malaysia’s and China's envoys", [("Malaysia", "MYS"), ("China", "CHN")]),
        ("the United\nStates", [("United\nStates", "USA")]),
        (
            "Guinea, Guinea-Bissau and Papua New Guinea",
            [("Guinea", "GIN"), ("Guinea-Bissau", "GNB"), ("Papua New Guinea", "PNG")],
        ),
        ("Niger, Nigeria and the Nigerien envoy", [("Niger", "NER"), ("Nigeria", "NGA"), ("Nigerien", "NER")]),
        ("South Sudan and Sudan", [("South Sudan", "SSD"), ("Sudan", "SDN")]),
        ("Dominica and the Dominican Republic", [("Dominica", "DMA"), ("Dominican Republic", "DOM")]),
        ("tell us that US forces", [("US", "USA")]),
        ("the former Soviet Union", [("Soviet Union", "SUN")]),
        ("a Romanesque church, an Iranianism", []),
        ("on the Korean Peninsula", []),
        ("US State Department", [("US", "USA")]),
    ],
)
def test_states_are_found_with_their_offsets(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "the South China Sea",
        "the Washington Post reported",
        "The Moscow Times",
        "Bank of America",
        "the Voice of America",
        "Latin American leaders",
        "the Paris Agreement",
        "the Minsk agreements",
        "the Budapest Memorandum",
        "the 1961 Vienna Convention",
        "Korea Aerospace Industries",
        "the Organization of American States",
        "Washington, D.C.",
        "Moscow State University",
        "post-Soviet",
        "920 million U.S. dollars",
        "US$5 million",
        "50 million Swiss francs",
    ],
)
def test_a_state_inside_another_name_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peter Jordan scored",
        "said Mary Jordan",
        "Rep. Jordan said",
        "Peter B. Jordan",
        "Chad Smith said",
        "Israel Katz said",
        "Paris Club",
    ],
)
def test_a_person_or_thing_with_the_name_of_a_state_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("While Israel waited", "ISR"),
        ("King Abdullah of Jordan said", "JOR"),
        ("fled Iran. Jordan said", "IRN JOR"),
        ("Jordan King Abdullah said", "JOR"),
        ("on Monday Israel said", "ISR"),
        ("Northern Israel was hit", "ISR"),
        ("EU, Georgia", "GEO"),
        ("Israel Strikes Lebanon In New Wave", "ISR LBN"),
        ("White House National Security Adviser Ann Roe", "USA"),
        ("the Trump White House said", "USA"),
    ],
)
def test_a_state_with_the_name_of_a_person_is_found(text: str, iso3: str) -> None:
    assert " ".join(mention.iso3 for mention in states.find_states(text)) == iso3


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Japan", StateForm.NAME),
        ("Japanese", StateForm.DEMONYM),
        ("Tokyo", StateForm.SEAT),
        ("Briton", StateForm.DEMONYM),
        ("UK", StateForm.ABBREVIATION),
    ],
)
def test_a_mention_has_its_form(word: str, form: StateForm) -> None:
    assert [mention.form for mention in states.find_states(f"as {word} said")] == [form]

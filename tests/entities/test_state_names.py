"""States by their names in any language; a name that may mean several gives them all."""

import pytest

from extract.entities.state_names import states_named
from extract.normalize.locales import territory_names

STATES = {
    "USA", "GBR", "FRA", "RUS", "CHN", "DEU", "JPN", "IND", "BRA", "ZAF", "EGY", "NGA", "NER", "GIN", "GNQ", "GNB",
    "PNG", "PRK", "KOR", "COD", "COG", "GEO", "IRL", "SDN", "SSD", "DMA", "DOM", "MKD", "TLS", "FSM", "WSM", "IRN",
    "IRQ",
    "AUT", "AUS", "SVK", "SVN", "LVA", "LTU", "MLI", "MLT", "MWI", "MYS", "CHE", "SWE", "SWZ",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "language", "codes"),
    [
        ("Ireland", "en", {"IRL"}),
        ("Northern Ireland", "en", {"GBR"}),
        ("Georgia", "en", {"GEO", "USA"}),
        ("Congo", "en", {"COD", "COG"}),
        ("DR Congo", "en", {"COD"}),
        ("Congo-Brazzaville", "en", {"COG"}),
        ("Korea", "en", {"KOR", "PRK"}),
        ("South Korea", "en", {"KOR"}),
        ("DPRK", "en", {"PRK"}),
        ("Guinea", "en", {"GIN"}),
        ("Equatorial Guinea", "en", {"GNQ"}),
        ("Papua New Guinea", "en", {"PNG"}),
        ("Niger", "en", {"NER"}),
        ("Nigeria", "en", {"NGA"}),
        ("Taiwan", "en", {"TWN"}),
        ("Republic of China", "en", {"TWN"}),
        ("Kosovo", "en", {"XKX"}),
        ("Palestine", "en", {"PSE"}),
        ("Palestinian Authority", "en", {"PSE"}),
        ("Holy See", "en", {"VAT"}),
        ("the Netherlands", "en", {"NLD"}),
        ("U.S.", "en", {"USA"}),
        ("CHINA", "en", {"CHN"}),
        ("Norwegian", "en", {"NOR"}),
        ("Korean", "en", {"KOR", "PRK"}),
        ("Soviet Union", "en", {"SUN"}),
        ("EE. UU.", "es", {"USA"}),
        ("la Santa Sede", "es", {"VAT"}),
        ("Congo", "es", {"COD", "COG"}),
        ("Guinea Ecuatorial", "es", {"GNQ"}),
        ("les États-Unis", "fr", {"USA"}),
        ("l'Iran", "fr", {"IRN"}),
        ("Corée du Nord", "fr", {"PRK"}),
        ("Nordkoreas", "de", {"PRK"}),
        ("den Vereinigten Staaten", "de", {"USA"}),
        ("DDR", "de", {"DDR"}),
        ("Irão", "pt", {"IRN"}),
        ("gli Stati Uniti", "it", {"USA"}),
        ("России", "ru", {"RUS"}),
        ("Нигерии", "ru", {"NGA"}),
        ("Нигера", "ru", {"NER"}),
        ("США", "ru", {"USA"}),
        ("СССР", "ru", {"SUN"}),
        ("України", "uk", {"UKR"}),
        ("الولايات المتحدة", "ar", {"USA"}),
        ("فلسطين", "ar", {"PSE"}),
        ("米国", "ja", {"USA"}),
        ("北朝鮮", "ja", {"PRK"}),
        ("赤道ギニア", "ja", {"GNQ"}),
        ("刚果（金）", "zh", {"COD"}),
        ("台湾", "zh", {"TWN"}),
        ("한국", "ko", {"KOR"}),
        ("ABD", "tr", {"USA"}),
        ("अमेरिका", "hi", {"USA"}),
        ("ישראל", "he", {"ISR"}),
        ("Irland", "sv", {"IRL"}),
        ("Москвой", "ru", {"RUS"}),
        ("القاهرة", "ar", {"EGY"}),
        ("東京", "ja", {"JPN"}),
        ("la Casa Blanca", "es", {"USA"}),
        ("Varsovie", "fr", {"POL"}),
    ],
)
def test_a_name_gives_the_states_that_it_may_mean(name: str, language: str, codes: set[str]) -> None:
    assert states_named(name, language) == codes


@pytest.mark.parametrize(
    "name", ["us", "Somaliland", "New England", "Smith", "EU", "Eurozone", "United Nations", "", "Nige"]
)
def test_other_names_give_none(name: str) -> None:
    assert states_named(name, "en") == frozenset()


@pytest.mark.parametrize("language", "en es fr de pt it ru uk ar ja zh ko tr hi fa pl nl sv id vi he th sw bn".split())
def test_every_name_of_cldr_is_known_in_its_language(language: str) -> None:
    named = dict(territory_names(language))
    assert set(named.values()) >= STATES
    assert {code for name, code in named.items() if code not in states_named(name, language)} == set()


def test_a_name_of_an_unknown_language_is_looked_up_in_english() -> None:
    assert states_named("France", None) == states_named("France", "xx") == {"FRA"}

"""Names in the cases of their language are found, and other names that only begin alike are not."""

import pytest

from extract.document.folding import FoldedText
from extract.document.inflection import is_form, locate_name


@pytest.mark.parametrize(
    ("language", "name", "text", "found"),
    [
        ("ru", "Россия", "Послы России и Китая встретились с Россией.", ["России", "Россией"]),
        ("ru", "Павел Орлов", "переговоры с Павлом Орловым", []),
        ("ru", "Андрей Орлов", "встреча Андрея Орлова", ["Андрея Орлова"]),
        ("ru", "Северная Корея", "удары по Северной Корее", ["Северной Корее"]),
        ("ru", "США", "в США", ["США"]),
        ("ru", "Россия", "в Рос-\nсии", ["Рос-\nсии"]),
        ("ru", "Нью-Йорк", "в Нью-Йорке", ["Нью-Йорке"]),
        ("ru", "Андрей Орлов", "встреча Андрея, Орлова", []),
        ("uk", "Україна", "в Україні", ["Україні"]),
        ("de", "Nordkorea", "die Drohungen Nordkoreas", ["Nordkoreas"]),
        ("de", "Vereinigte Staaten", "mit den Vereinigten Staaten", ["Vereinigten Staaten"]),
        ("pl", "Rosja", "z Rosją", ["Rosją"]),
        ("en", "Chad", "in Chad and Chads", ["Chad"]),
        ("fi", "Oslo", "sopimus Oslossa", ["Oslossa"]),
    ],
)
def test_a_name_is_found_in_the_forms_that_it_takes(language: str, name: str, text: str, found: list[str]) -> None:
    spans = locate_name(name, FoldedText(text), language)
    assert [span.text for span in spans] == found
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("language", "word", "name"),
    [
        ("ru", "Нигерии", "Нигер"), ("ru", "Нигерия", "Нигер"), ("ru", "Ирана", "Ирак"), ("ru", "Малая", "Мали"),
        ("ru", "Австралии", "Австрия"), ("ru", "Словении", "Словакия"), ("ru", "Мальта", "Мали"), ("ru", "США", "СШ"),
        ("de", "Nigeria", "Niger"), ("de", "Irak", "Iran"), ("de", "Australien", "Austria"), ("en", "Chads", "Chad"),
        ("pl", "Irlandii", "Iran"), ("uk", "Нігерії", "Нігер"),
    ],
)  # fmt: skip
def test_another_name_is_no_form(language: str, word: str, name: str) -> None:
    assert not is_form(word, name, language)


def test_the_exact_name_comes_before_its_forms() -> None:
    text = FoldedText("Иран и послы Ирана")
    assert [span.text for span in locate_name("Иран", text, "ru")] == ["Иран"]

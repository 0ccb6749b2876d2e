"""What neutral verbs say of the conduct of others and of the speaker's own: blamed, claimed, denied, praised."""

import pytest

from tests.support.proposed import Said, propose

MET = "Envoys of Mali and Chad met in May. "


def acts(text: str) -> list[Said]:
    """Return the statements of a text that follows an introduction."""
    return propose(MET + text).statements


@pytest.mark.parametrize(
    ("text", "act", "recipients"),
    [
        ("Mali said Chad had killed six soldiers on the border.", "accuse", ["Chad"]),
        ("Mali said Chadian forces had opened fire on a border post.", "accuse", ["Chad"]),
        ("Mali said the raid was carried out by rebels from Chad.", "accuse", []),
        ("Mali said Chad had not respected the truce.", "accuse", ["Chad"]),
        ("Mali said Chad was trying to destabilize the region.", "accuse", ["Chad"]),
        ("Mali said Chad wanted to hold talks on the border.", None, []),
        ("Mali said the storm had killed six soldiers on the border.", None, []),
        ("Mali said Chad had played a key role in the truce.", "support", ["Chad"]),
        ("Mali said it had played a key role in the truce.", None, []),
        ("Mali expects Chad to withdraw its troops.", "urge", ["Chad"]),
        ("Mali expects the war to end soon.", None, []),
    ],
)
def test_conduct_of_others_is_judged_where_an_actor_has_it(text: str, act: str | None, recipients: list[str]) -> None:
    assert acts(text) == ([Said(act, ["Mali"], recipients)] if act else [])


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Mali said it had hit a base of the rebels in Chad.", "acknowledge"),
        ("Mali said its soldiers had carried out a raid on a camp in Chad.", "acknowledge"),
        ("Mali said it had not hit the base of the rebels in Chad.", "deny"),
        ("Mali said it had never suspended the military talks with Chad.", "deny"),
        ("Mali said its soldiers would guard the border of Chad.", "pledge"),
    ],
)
def test_a_deed_of_the_speaker_is_claimed_or_denied(text: str, act: str) -> None:
    [found] = acts(text)

    assert (found.act, found.speakers) == (act, ["Mali"])


def test_what_is_warned_of_is_no_charge_beside_it() -> None:
    assert acts("Mali warned that Chad had broken the truce.") == [Said("warn", ["Mali"], ["Chad"])]
    assert [one.act for one in acts("Mali warned Chad and said that Chad had broken the truce.")] == ["warn", "accuse"]


def test_a_foreign_state_is_another_though_that_of_the_speaker_has_no_name() -> None:
    text = '"Chad is sending weapons to the rebels," Malian government spokesman Awa Diop said.'

    assert [one.act for one in propose(text).statements] == ["accuse"]


def test_a_participle_that_gives_an_example_declares_nothing() -> None:
    assert acts("Mali hit Chad with sanctions such as freezing the assets of its generals.") == []
    assert [one.act for one in acts("Mali froze the assets of generals of Chad.")] == ["declare"]

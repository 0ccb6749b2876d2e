"""Each trigger is a cue in its example and none in its counter-example; no word stands twice without need."""

from collections import Counter

import pytest

from extract.language.analysis import CueKind
from extract.language.en.records import Trigger, load_frames, load_triggers
from schemas import Act, Instrument, PartyRole, Status
from tests.support.english import analyze

TRIGGERS = load_triggers()
LABELS = {CueKind.ACT: Act, CueKind.STAGE: Status, CueKind.INSTRUMENT: Instrument}


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda one: f"{one.kind}-{one.id}")
def test_a_trigger_is_a_cue_in_its_example_alone(trigger: Trigger) -> None:
    found, others = analyze(trigger.example).cues, analyze(trigger.counter).cues
    assert any(cue.trigger == trigger.id and cue.label == trigger.label for cue in found)
    assert all(cue.trigger != trigger.id for cue in others)


def test_labels_and_roles_are_those_of_the_code_lists() -> None:
    for trigger in TRIGGERS:
        LABELS[trigger.kind](trigger.label)
        assert trigger.instrument is None or Instrument(trigger.instrument)
        assert PartyRole(trigger.agents_are) and PartyRole(trigger.others_are)


def test_ids_are_unique() -> None:
    assert max(Counter(one.id for one in TRIGGERS).values()) == 1
    assert max(Counter(one.id for one in load_frames()).values()) == 1


def test_each_act_status_and_instrument_has_a_trigger_or_a_reason() -> None:
    labels = {(one.kind, one.label) for one in TRIGGERS}
    missing = {value for kind, code in LABELS.items() for value in code if (kind, value.value) not in labels}
    assert missing == {Status.UNKNOWN}, "a stage without words is unknown"


def test_a_word_is_in_two_frames_only_if_conditions_tell_them_apart() -> None:
    forms = [one.forms for one in load_frames() if not one.needs]
    plain = [(part, lemma) for one in forms for part, lemmas in one.items() for lemma in lemmas]
    assert [word for word, count in Counter(plain).items() if count > 1] == []

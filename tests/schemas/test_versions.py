"""Files of earlier versions load as records of this one."""

import pytest
from pydantic import ValidationError

from schemas import SCHEMA_VERSION, ArticleExtraction, RunManifest
from tests.support.results import extraction, manifest


def as_version_1(version: str = "1.0.0") -> dict[str, object]:
    """An extraction as version 1 wrote it."""
    data = extraction("kenya-1").model_dump(mode="json")
    provenance = data["provenance"]
    provenance["run"] = provenance.pop("method")
    provenance["seconds"] = 12.34
    return data | {"schema_version": version}


def test_an_extraction_of_version_1_names_its_method_and_loses_its_seconds() -> None:
    read = ArticleExtraction.model_validate(as_version_1())
    assert read == extraction("kenya-1")
    assert read.schema_version == SCHEMA_VERSION


def test_what_was_read_is_written_in_the_new_layout() -> None:
    again = ArticleExtraction.model_validate(as_version_1()).model_dump()
    assert {"run", "seconds"}.isdisjoint(again["provenance"])


@pytest.mark.parametrize("version", ["2.1.0", "2.0.7"])
def test_a_later_minor_version_keeps_its_number(version: str) -> None:
    data = extraction("kenya-1").model_dump(mode="json") | {"schema_version": version}
    assert ArticleExtraction.model_validate(data).schema_version == version


def test_records_of_a_newer_major_version_say_so() -> None:
    with pytest.raises(ValidationError, match=r"records of version 3\.0\.0 need a newer communique"):
        ArticleExtraction.model_validate(as_version_1("3.0.0"))


@pytest.mark.parametrize("replay", [None, "fixtures/cassettes"])
def test_a_manifest_of_version_1_has_its_method_for_an_id(replay: str | None) -> None:
    data = manifest().model_dump(mode="json") | {"run": "00112233aabbccdd", "settings": {"replay": replay}}
    del data["method"], data["replayed"]
    read = RunManifest.model_validate(data)
    assert (read.run, read.method, read.replayed) == ("00112233aabbccdd", "00112233aabbccdd", replay is not None)

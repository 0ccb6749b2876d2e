"""The tie of each status and act in the tables of dyads and in exports of them."""

import csv
from collections import Counter
from pathlib import Path

from extract.output.export import Target, export
from extract.output.load import load_run
from schemas import tie_of
from tests.output.report.test_report_ties import every_status_and_act
from tests.support.made_runs import write_run


def test_the_tables_of_dyads_have_the_tie_of_each_status_and_act(tmp_path: Path) -> None:
    found = every_status_and_act()
    done = export(load_run(write_run(tmp_path / "run", [found])), Target.CSV, tmp_path / "tables")
    for table, records in (("agreement_dyads", found.agreements), ("statement_dyads", found.statements)):
        with (done.path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            ties = Counter(row["tie"] for row in csv.DictReader(file))
        assert ties == Counter(tie_of(one).value for one in records)

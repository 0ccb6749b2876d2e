"""Join the agreements of a run with a data set of pairs of states in Correlates of War codes.

python examples/cow_join.py runs/march examples/cow_rivals.csv

The data set has the columns ccode1 and ccode2. The one beside this program is made up, to show its form.
"""

import sys
from pathlib import Path

import pandas

from extract import cow_codes, load_run


def main(folder: str, data: Path) -> None:
    dyads = load_run(folder, kind="agreement").to_pandas()["agreement_dyads"]
    dyads = dyads[~dyads["historical"]]
    for side in ("1", "2"):
        dyads[f"ccode{side}"] = dyads[f"country_{side}"].map(cow_codes()).astype("Int64")
    dyads["year"] = dyads["earliest"].dt.year
    joined = dyads.merge(pandas.read_csv(data, dtype="Int64"), on=["ccode1", "ccode2"], how="left")
    print(joined[["year", "name_1", "name_2", "instrument", "status", "rivals"]].to_csv(index=False), end="")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

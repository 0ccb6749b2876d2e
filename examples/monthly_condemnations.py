"""Print as CSV who condemns whom in which month, from a run.

python examples/monthly_condemnations.py runs/march > condemnations.csv
"""

import sys

from extract import load_run

SIDES = ["speaker_name", "recipient_name"]


def main(folder: str) -> None:
    dyads = load_run(folder, kind="statement").to_pandas()["statement_dyads"]
    condemned = dyads[(dyads["act"] == "condemn") & ~dyads["negated"]]
    month = condemned["earliest"].dt.strftime("%Y-%m").rename("month")
    counted = condemned.groupby([month, *SIDES])["independent_sources"].agg(["size", "sum"])
    print(counted.rename(columns={"size": "statements", "sum": "sources"}).to_csv(), end="")


if __name__ == "__main__":
    main(sys.argv[1])

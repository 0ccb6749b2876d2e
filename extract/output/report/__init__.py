"""The report of a run: one HTML file in which to read, search and correct the records.

In: a run. Out: an HTML file that contains its data, style and scripts, and requests nothing from the network.
"""

from extract.output.report.page import review_page, write_report

__all__ = ["review_page", "write_report"]

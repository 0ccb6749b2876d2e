"""A run as tidy tables.

In: the extractions, rejections, duplicates and failures of a run. Out: rows of the typed tables that all exports share.
"""

from extract.output.tables.columns import Column, Type, columns, references
from extract.output.tables.flatten import flatten
from extract.output.tables.keys import ArticleKeys
from extract.output.tables.row_types import TABLES
from extract.output.tables.table_row import TableRow

__all__ = ["TABLES", "ArticleKeys", "Column", "TableRow", "Type", "columns", "flatten", "references"]

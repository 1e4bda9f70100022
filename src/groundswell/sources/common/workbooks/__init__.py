"""Excel's workbooks, `.xlsx` and `.xls`, as plain rows."""

from groundswell.sources.common.workbooks.opening import is_workbook, open_workbook, peek
from groundswell.sources.common.workbooks.workbook import Cell, Row, Sheet, Workbook

__all__ = ["Cell", "Row", "Sheet", "Workbook", "is_workbook", "open_workbook", "peek"]

"""The sheet of a workbook, read within bounds."""

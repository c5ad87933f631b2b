"""One workbook in, the official Word report 部门整体支出绩效自评报告 out."""

__version__ = "0.1.0"

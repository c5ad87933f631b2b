"""A small form of every kind of sheet and type, for tests of reading."""

from __future__ import annotations

from selfeval.form import Form
from tests.support.reports import form_of

SMALL_FORM = """
[sheet."封面"]
kind = "fields"
field."年度" = { type = "年度" }
field."单位名称" = { required = true }
field."填报日期" = { type = "日期" }
field."金额单位" = { type = "选项", choices = { "万元" = ["万"], "元" = [] }, default = '"万元"', means = "amount_unit" }
field."联系电话" = {}
field."等级" = { type = "选项", choices = ["优", "良", "中", "差"] }

[sheet."一般公共预算"]
kind = "fields"
aliases = ["公共预算"]
field."支出合计" = { type = "金额", required = true }
field."基本支出" = { type = "金额", aliases = ["基本支出数"] }
field."公用经费" = { type = "金额", default = '一般公共预算.基本支出' }
field."单价" = { type = "金额", unit = "元" }
field."行政编制" = { type = "整数", unit = "名" }
field."执行率" = { type = "百分比" }
field."因公出国（境）费" = { name = "出国费", type = "金额" }

[sheet."基本情况"]
kind = "fields"
field."概况" = {}
field."主要职责" = { type = "段落", numbered = true, required = true, lines = 3 }
field."机构设置" = { type = "段落" }
field."完成值" = { type = "数或文" }
field."得分" = { type = "数", unit = "分" }

[sheet."项目支出"]
kind = "table"
column."项目名称" = { required = true }
column."全年执行数" = { type = "金额", aliases = ["执行数"] }
column."资金来源" = { type = "选项", choices = ["一般公共预算", "政府性基金预算"], default = '"一般公共预算"' }

[sheet."正文"]
kind = "table"
column."章节" = { type = "选项", carry = true, choices = ["存在的问题", "改进措施"] }
column."小标题" = {}
column."内容" = { type = "段落" }

[sheet."基础数据"]
kind = "rows"
row_header = "指标"
column."上年数" = { type = "金额" }
column."本年数" = { type = "金额", required = true }
row."公务接待费" = {}
row."“三公”经费" = { name = "三公经费", default = '基础数据.公务接待费' }
row."人数" = { type = "整数", unit = "人" }
"""


def small_form() -> Form:
    """The form."""
    return form_of(SMALL_FORM)

"""The benchmark's own forms: form.toml from ``bench/forms``, the Word template made here with python-docx."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT

FORMS = Path(__file__).parent / "forms"


def make_form(name: str, target: Path) -> Path:
    """The form's folder under ``target``, ready for ``selfeval.render(…, template=folder)``."""
    folder = target / name
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FORMS / name / "form.toml", folder / "form.toml")
    document = docx.Document()
    {"wide": _wide, "rows": _rows, "paragraphs": _paragraphs}[name](document)
    document.save(str(folder / "report.docx"))
    return folder


def _wide(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading("{{ 封面.单位名称 }}{{ 封面.年度 }}年度附表", level=1)
    document.add_paragraph("填报日期：{{ 封面.填报日期 }}")
    document.add_heading("{{ 编号(1) }}项目支出明细", level=2)
    document.add_paragraph(
        "年初预算合计{{ 封面.年初预算合计 }}万元，全年执行合计{{ 封面.全年执行合计 }}万元，"
        "总执行率{{ 封面.总执行率 }}，共{{ 项目明细 | length }}个项目。"
    )
    columns = ["项目名称", "资金来源", "责任科室", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分"]
    _table(document, "项目明细", [*columns, "备注"])
    document.add_heading("{{ 编号(1) }}绩效指标完成情况", level=2)
    columns = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因及改进措施"]
    _table(document, "绩效指标", columns)
    document.add_heading("{{ 编号(1) }}资产采购情况", level=2)
    columns = ["资产名称", "类别", "规格型号", "数量", "单价", "金额", "采购方式", "使用部门", "购置日期"]
    _table(document, "资产采购", columns)


def _rows(document: Document) -> None:
    document.add_heading("{{ 封面.单位名称 }}支出明细", level=1)
    document.add_paragraph("支出合计{{ 封面.支出合计 }}万元，具体如下：")
    _table(document, "明细", ["序号", "项目名称", "责任科室", "金额", "备注"])


def _paragraphs(document: Document) -> None:
    document.add_heading("{{ 封面.单位名称 }}工作情况", level=1)
    document.add_paragraph("{%p for 行 in 正文 %}")
    paragraph = document.add_paragraph()
    paragraph.add_run("{{ 行.小标题 }}").bold = True
    paragraph.add_run("{{ 行.内容 }}")
    document.add_paragraph("{%p endfor %}")


def _table(document: Document, sheet: str, columns: list[str]) -> None:
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.cell(1, 0).text = f"{{%tr for 行 in {sheet} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for number, column in enumerate(columns):
        table.cell(0, number).text = column
        table.cell(2, number).text = f"{{{{ 行.{column} }}}}"

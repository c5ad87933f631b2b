"""``selfeval`` and its commands."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

import selfeval
from selfeval.cli.annotating import annotate_option, write_annotated
from selfeval.cli.as_json import FORMAT_HELP, FORMATS, check_as_json, fill_as_json
from selfeval.cli.batch import annotate_all, batch_options, fill_batch, is_batch, is_many, new_for_all
from selfeval.cli.carrying import carries_over
from selfeval.cli.commands import INPUT, TEMPLATE_HELP, Group
from selfeval.cli.comparing import compare
from selfeval.cli.console import FAILED, code_of_findings, guarded, run_safely, say, tell
from selfeval.cli.printing import pdf_maker, tell_old_pdfs, tell_pdfs
from selfeval.cli.rules import rules
from selfeval.cli.show import show_findings, summary
from selfeval.cli.targets import targets
from selfeval.cli.template import template
from selfeval.cli.tracing import trace, verify

FORM_HELP = "表式的名称，或表式文件夹。不写则用部门整体支出绩效自评报告。"
PROSE_HELP = "不检查正文：数字、编号、标点等。"
_COLLECT_AFTER = 100_000
"""New objects between two looks for garbage: a process that ends soon makes little, and starting up makes none."""


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    selfeval.__version__, "--version", prog_name="selfeval", message="%(prog)s %(version)s", help="显示版本。"
)
def cli() -> None:
    """把一份工作簿（.xlsx）变成部门整体支出绩效自评报告（.docx）。

    \b
    三步：
      selfeval new 填报.xlsx      生成空白工作簿，用 Excel 或 WPS 填写
      selfeval check 填报.xlsx    检查，只报告问题，不写文件
      selfeval fill 填报.xlsx     生成 填报.docx
    """


@cli.command()
@click.argument("output", default="填报.xlsx", metavar="[OUT.xlsx]", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-t", "--template", metavar="模板", help=FORM_HELP)
@click.option(
    "--roster",
    metavar="名单.xlsx",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="按名单给每个单位生成一份，预填单位名称和名单里的其他栏；与 -o 同用。",
)
@click.option("-o", "--output", "folder", metavar="OUT", type=INPUT, help="与 --roster 同用：放工作簿的文件夹。")
@click.option(
    "--from",
    "last_year",
    metavar="去年.xlsx",
    type=click.Path(exists=True, path_type=Path),
    help="按去年的工作簿预填：单位名称、年度、编制、上年决算数等；与 --roster 同用时也可以是文件夹，按单位名称对应。",
)
@guarded
def new(output: Path, *, template: str | None, roster: Path | None, folder: Path | None, last_year: Path | None) -> int:
    """生成空白工作簿（默认 填报.xlsx）。已有的文件不会被覆盖。"""
    if roster is not None or folder is not None:
        return new_for_all(roster, folder, template, last_year)
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output} 应以 .xlsx 结尾。")
    if last_year is not None and is_many(last_year):
        raise click.UsageError("--from 写的是许多份工作簿，请与 --roster 名单.xlsx、-o 文件夹 同用。")
    say(f"已生成空白工作簿：{selfeval.new_workbook(output, template, last_year=last_year)}")
    if last_year is not None and carries_over(template):
        say(f"已按 {last_year} 预填，请核对后再填其他项目。")
    elif last_year is not None:
        say("这个表式没有写哪些项目按去年的预填（from_last_year，见 docs/form.md），没有预填。")
    say("请用 Excel、WPS 或 LibreOffice 填写浅黄色单元格，保存后运行：")
    say(f"  selfeval fill {output}" + (f" -t {template}" if template is not None and Path(template).is_dir() else ""))
    return 0


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=INPUT)
@click.option("-t", "--template", metavar="模板", help=TEMPLATE_HELP)
@click.option("--no-prose", is_flag=True, help=PROSE_HELP)
@click.option(
    "--annotate",
    "annotated",
    metavar="OUT",
    type=INPUT,
    help="另存一份工作簿，把问题标在单元格的批注里；检查文件夹时写一个文件夹，有错误的逐份写在里面。",
)
@click.option("--clear", is_flag=True, help="与 --annotate 同用：去掉以前标上的批注、底色和“检查结果”。")
@click.option("--force", is_flag=True, help="与 --annotate 同用：覆盖已有的文件。")
@click.option("--format", "form", type=FORMATS, default="text", help=FORMAT_HELP)
@guarded
def check(
    inputs: Sequence[Path],
    *,
    template: str | None,
    no_prose: bool,
    annotated: Path | None,
    clear: bool,
    force: bool,
    form: str,
) -> int:
    """检查工作簿，只报告问题；有错误时退出码为 1。除 --annotate 外不写文件。"""
    if annotated is not None and form != "json" and not clear and (len(inputs) > 1 or any(map(is_many, inputs))):
        return annotate_all(inputs, annotated, template=template, prose=not no_prose, overwrite=force)
    annotate_option(inputs, annotated, marks_only=clear or force, as_json=form == "json")
    if annotated is not None:
        options = {"template": template, "prose": not no_prose, "clear": clear, "overwrite": force}
        return write_annotated(_workbooks(inputs)[0], annotated, **options)
    judge = partial(selfeval.check, template=template, prose=not no_prose)
    if form == "json":
        return check_as_json(_workbooks(inputs), judge)
    codes = [tell(partial(_check, path, judge), f"{path}：") for path in _workbooks(inputs)]
    if len(codes) > 1:
        say(f"共 {len(codes)} 份：{codes.count(0)} 份没有错误，{len(codes) - codes.count(0)} 份要改正。")
    return max(codes)


def _check(path: Path, judge: Callable[[Path], selfeval.Findings]) -> int:
    findings = judge(path)
    show_findings(findings, path)
    say(f"{path}：{summary(findings)}")
    return code_of_findings(findings)


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=INPUT)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="写到哪里：一个 .docx 文件名，或一个文件夹；不写则在工作簿旁边，同名 .docx。批量时必须写。",
)
@click.option("-t", "--template", metavar="模板", help=TEMPLATE_HELP)
@click.option("--force", is_flag=True, help="覆盖已有的文件，即使它被人改过或不是 selfeval 生成的。")
@click.option(
    "--tidy", is_flag=True, help="整理正文的标点、空格、文号和编号写法，不改字、不改数，并列出改动；工作簿不变。"
)
@click.option(
    "--draft",
    is_flag=True,
    help="有错误也生成草稿：页眉注明，问题列为批注，未填的必填项标红；默认写成 …（草稿）.docx。",
)
@click.option("--pdf", is_flag=True, help="再把每份报告转成 PDF，放在报告旁边；要装有 LibreOffice。")
@click.option("--no-prose", is_flag=True, help=PROSE_HELP)
@click.option("--format", "form", type=FORMATS, default="text", help=FORMAT_HELP)
@batch_options
@guarded
def fill(inputs: Sequence[Path], output: str | None, force: bool, no_prose: bool, form: str, **options: Any) -> int:
    """由工作簿生成 Word 报告。有错误时不写文件，退出码为 1。

    INPUT 也可以是文件夹、压缩包（.zip）：逐份生成到 -o 的文件夹，并写 汇总.xlsx 和 index.html；中断后再运行会接着做。
    """
    if is_batch(inputs, output, options):
        return fill_batch(inputs, output, as_json=form == "json", force=force, prose=not no_prose, **options)
    to_pdf = pdf_maker(overwrite=True if force else "own") if options["pdf"] else None
    options = {name: options[name] for name in ("template", "tidy", "draft")}
    planned = targets(_workbooks(inputs), output, draft=options["draft"])
    render = partial(selfeval.render, overwrite=True if force else "own", prose=not no_prose, **options)
    if form == "json":
        return fill_as_json(planned, render, to_pdf)
    codes = {target: tell(partial(_fill, path, target, render), f"{path}：") for path, target in planned.items()}
    if to_pdf:
        codes[Path()] = tell_pdfs(partial(to_pdf, [target for target, code in codes.items() if code == 0]))
    else:
        tell_old_pdfs(target for target, code in codes.items() if code == 0)
    return max(codes.values())


def _fill(path: Path, target: Path, render: Callable[[Path, Path], selfeval.Document]) -> int:
    try:
        document = render(path, target)
    except selfeval.InvalidReport as refused:
        show_findings(refused.findings, path)
        say(f"{path}：{summary(refused.findings)}。没有生成文件，请改正错误后重试。")
        if target.exists():
            say(f"注意：{target} 是以前生成的旧文件，这次没有更新。")
        return FAILED
    show_findings(document.findings, path)
    say(f"{'已生成草稿' if document.is_draft else '已生成'}：{target}（{summary(document.findings)}）")
    return 0


def _workbooks(inputs: Sequence[Path]) -> Sequence[Path]:
    locks = [path for path in inputs if path.name.startswith("~$")]
    for path in locks:
        click.echo(f"跳过 {path}：这是 Excel 打开工作簿时的临时文件，不是工作簿。", err=True)
    inputs = [path for path in inputs if path not in locks]
    if not inputs:
        raise click.UsageError("没有可处理的工作簿。")
    for path in inputs:
        if path.is_dir():
            raise click.UsageError(
                f"{path} 是文件夹。请写出文件名；整个文件夹请加 --annotate 退回，有错误的逐份标好，另有一张清单。"
            )
    if len(inputs) == 1 and not inputs[0].exists():
        raise click.UsageError(f"没有找到 {inputs[0]}。请检查文件名和所在文件夹。")
    return inputs


cli.add_command(compare)
cli.add_command(rules)
cli.add_command(template)
cli.add_command(trace)
cli.add_command(verify)


def main() -> None:
    """Run the command line; the console script."""
    gc.set_threshold(_COLLECT_AFTER)
    try:
        run_safely(cli)
    finally:
        gc.freeze()  # what is still there goes with the process

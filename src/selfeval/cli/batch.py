"""``selfeval fill`` over many workbooks: what is asked, what is shown on the way, and the table at the end."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import selfeval
from selfeval.cli.carrying import carries_over
from selfeval.cli.console import FAILED, say
from selfeval.cli.progress import is_terminal, progress
from selfeval.cli.show import summary
from selfeval.cli.width import columns

if TYPE_CHECKING:
    from selfeval.batch import Batch, Result

_INTERRUPTED = 130
_BATCH_ONLY = ("name", "jobs", "roster", "last_year", "timeout", "quiet")
_SAID = 20
"""Failures listed at the end; the others are in 汇总.xlsx."""


def batch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that only a batch knows."""
    for option in (
        click.option("--quiet", is_flag=True, help="批量：不显示进度和结果，只用退出码表示。"),
        click.option("--timeout", type=click.FloatRange(min=0.1), help="批量：一份工作簿最多用几秒（默认 60）。"),
        click.option(
            "--roster",
            metavar="名单.xlsx",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="批量：应报单位名单，汇总里列出缺报的。",
        ),
        click.option(
            "--last-year",
            metavar="去年收件",
            type=click.Path(exists=True, path_type=Path),
            help="批量：去年的工作簿，汇总和审阅页里列出两年的增减，幅度大的在前。",
        ),
        click.option("-j", "--jobs", type=click.IntRange(min=1), help="批量：用几个进程（默认与处理器核数相同）。"),
        click.option(
            "--name",
            metavar="写法",
            help="批量：报告的文件名，写法与模板相同，如 '{{单位名称}}-{{年度}}'；默认与工作簿同名。",
        ),
    ):
        command = option(command)
    return command


def is_batch(inputs: Sequence[Path], output: str | None, options: dict[str, Any]) -> bool:
    """Whether the inputs make a batch: a folder, zip or pattern, several files into one folder, or an option of batches."""
    if any(options.get(name) for name in _BATCH_ONLY) or any(map(is_many, inputs)):
        return True
    return len(inputs) > 1 and output is not None and Path(output).suffix.lower() != ".docx"


def is_many(path: Path) -> bool:
    """Whether it stands for any number of workbooks: a folder, a zip, a pattern."""
    return path.is_dir() or path.suffix.lower() == ".zip" or _is_pattern(path)


def _is_pattern(path: Path) -> bool:
    if not set(str(path)) & set("*?["):
        return False
    from selfeval.batch import is_pattern

    return is_pattern(str(path))


def fill_batch(inputs: Sequence[Path], output: str | None, *, as_json: bool, quiet: bool, **options: Any) -> int:
    """Fill a document for each workbook; the exit code."""
    if output is None:
        raise click.UsageError("处理文件夹、压缩包或多份工作簿时，请用 -o 写明放报告的文件夹，如 -o 报告。")
    if Path(output).suffix.lower() in {".docx", ".xlsx"} or Path(output).is_file():
        raise click.UsageError(f"-o 写的 {output} 应是一个文件夹。")
    given = {name: value for name, value in options.items() if value is not None}
    batch = selfeval.render_batch(inputs, output, **given)
    for missing in batch.missing:
        click.echo(f"没有找到 {missing}。请检查文件名和所在文件夹。", err=True)
    if not batch.total and not batch.missing:
        click.echo("没有可处理的工作簿。" + "".join(f"\n  跳过 {one}" for one in batch.passed_over[:_SAID]), err=True)
        return FAILED
    counts = _Counts()
    shown = quiet or as_json
    try:
        with progress(batch.total, quiet=shown) as step, closing(iter(batch)) as results:
            for result in results:
                counts.add(result)
                step(result.input, _problem(result))
                if as_json:
                    say(_line(result))
    except KeyboardInterrupt:
        click.echo(
            f"\n已中断：完成了 {counts.total} 份，都已保存在 {output}。再运行同一条命令，会接着做剩下的。", err=True
        )
        return _INTERRUPTED
    if not shown:
        _tell(batch, counts)
    return FAILED if counts.failed or counts.unprinted or batch.missing else 0


def annotate_all(inputs: Sequence[Path], output: Path, **options: Any) -> int:
    """Write back every workbook that has errors; the exit code."""
    if output.suffix.lower() in {".docx", ".xlsx"} or output.is_file():
        raise click.UsageError(
            f"检查文件夹或多份工作簿时，--annotate 写的 {output} 应是一个文件夹，如 --annotate 退回。"
        )
    from selfeval.batch import OVERVIEW

    counts: Counter[str] = Counter()
    for result in selfeval.annotate_batch(inputs, output, **options):
        counts[result.status] += 1
        for found in result.findings:
            if found.rule == "batch.no-longer-faulty":
                say(f"{result.input}：{found.body()}。{found.hint()}")
        if result.status == "kept":
            say(
                f"{result.input}：{output} 里已有 {result.document.name if result.document else ''}，没有覆盖。确要覆盖请加 --force。"
            )
        elif result.status == "faulty":
            marked = f"已标注：{result.document.name}" if result.document else "不能标注，请按清单说明原因退回"
            say(f"{result.input}：{summary(result.findings)}。{marked}")
    faulty = counts["faulty"] + counts["kept"]
    say(f"共 {counts.total()} 份：{counts['sound']} 份没有错误，{faulty} 份要改正。清单：{output / OVERVIEW}")
    return FAILED if faulty else 0


def new_for_all(roster: Path | None, folder: Path | None, template: str | None, last_year: Path | None) -> int:
    """Write a blank workbook for each department of the roster; the exit code."""
    if roster is None or folder is None:
        raise click.UsageError("--roster 名单.xlsx 和 -o 文件夹 要一起写，如 --roster 名单.xlsx -o 下发。")
    sending = selfeval.new_workbooks(roster, folder, template, last_year=last_year)
    if sending.unknown:
        say(f"名单里的这些栏表式里没有，没有预填：{'、'.join(sending.unknown)}。")
    sent = []
    for one in sending:
        sent.append(one)
        if not one.written:
            say(f"{one.workbook} 已经存在，没有覆盖。")
    before = sending.last_year
    if before is not None:
        for text in before.unread:
            click.echo(f"上年的工作簿没有读取：{text}", err=True)
        _list("上年有几份工作簿，不知道用哪一份，没有预填；请只留一份", before.several)
        several = {text.partition("：")[0] for text in before.several}
        _list(
            "上年没有工作簿，没有按上年预填",
            [one.name for one in sent if not one.last_year and one.name not in several],
        )
        _list("上年有工作簿，名单里没有", before.unlisted)
    if before is not None and not carries_over(template):
        say("这个表式没有写哪些项目按上年的预填（from_last_year，见 docs/form.md），只填了名单里的。")
        before = None
    written = [one for one in sent if one.written]
    carried = f"，其中 {sum(bool(one.last_year) for one in written)} 份按上年预填" if before is not None else ""
    say(f"已生成 {len(written)} 份{carried}，在 {folder}。")
    return 0


def _list(what: str, names: Sequence[str]) -> None:
    """Tell which, as many as are read."""
    if names:
        more = "" if len(names) <= _SAID else "……"
        say(f"{what}（{len(names)}）：{'；'.join(names[:_SAID])}{more}")


class _Counts:
    """What became of the workbooks."""

    def __init__(self) -> None:
        self.done = self.unchanged = self.kept = self.failed = self.drafts = self.warned = 0
        self.printed = self.unprinted = 0
        self.failures: list[tuple[str, str]] = []
        self.without_pdf: list[tuple[str, str]] = []

    @property
    def total(self) -> int:
        """All."""
        return self.done + self.unchanged + self.drafts + self.kept + self.failed

    def add(self, result: Result) -> None:
        """Count one."""
        if result.draft and result.status != "kept":
            self.drafts += 1
        else:
            setattr(self, result.status, getattr(self, result.status) + 1)
        if result.failed:
            self.failures.append((result.input, _why(result)))
            del self.failures[_SAID:]
        else:
            self.warned += bool(result.findings.warnings)
        self.printed += result.pdf is not None
        if result.unprinted:
            self.unprinted += 1
            self.without_pdf.append((result.input, _why(result)))
            del self.without_pdf[_SAID:]


def _problem(result: Result) -> str:
    """What went wrong, as a line."""
    if not result.failed and not result.unprinted:
        return ""
    return f"{'未生成' if result.failed else '没有转成 PDF'} {result.input}：{_why(result)}"


def _why(result: Result) -> str:
    errors = result.findings.errors
    if not errors:
        return ""
    if result.unprinted:
        return errors[-1].body()  # a draft has errors of its own before
    more = f"（共 {len(errors)} 处错误）" if len(errors) > 1 else ""
    place = "" if result.input.endswith(errors[0].place) else f"{errors[0].place} "
    hint = f"。{errors[0].hint()}" if errors[0].rule.startswith("form.") else ""  # it holds for all of them
    return f"{place}{errors[0].body()}{hint}{more}"


def _tell(batch: Batch, counts: _Counts) -> None:
    rows = [
        ("已生成", counts.done),
        ("没有变化，不必重做", counts.unchanged),
        ("其中有提醒", counts.warned),
        ("草稿，有错误要改正", counts.drafts),
        ("有人改过，保留未动", counts.kept),
        ("未生成", counts.failed),
        ("PDF", counts.printed),
        ("没有转成 PDF", counts.unprinted),
        ("跳过的文件", len(batch.passed_over)),
    ]
    say("")
    for line in columns([(label, f"{count}") for label, count in rows if count], 30):
        say(f"  {line}")
    for note in batch.notes:
        say(f"请核对：{note.body()}。{note.hint()}")
    if is_terminal():  # elsewhere each was told when it came
        _tell_problems("未生成的：", counts.failures, counts.failed)
        _tell_problems("没有转成 PDF 的：", counts.without_pdf, counts.unprinted)
    if batch.retired:
        say(f"有 {batch.retired} 份以前的报告这次没有新的（工作簿有错误），已移到 {batch.old}")
    say(f"报告在 {batch.out}")
    say(f"汇总表 {batch.summary}")
    say(f"审阅页 {batch.page}（用浏览器打开）")


def _tell_problems(head: str, told: Sequence[tuple[str, str]], count: int) -> None:
    if not told:
        return
    say(head)
    for line in columns(told, 40):
        say(f"  {line}")
    if count > len(told):
        say(f"  …… 其余 {count - len(told)} 份见汇总")


def _line(result: Result) -> str:
    return json.dumps(
        {
            "input": result.input,
            "status": result.status,
            "document": result.document.name if result.document else None,
            "draft": result.draft,
            "pdf": result.pdf.name if result.pdf else None,
            "department": result.department,
            "year": result.year,
            "values": dict(result.values),
            "findings": [found.record() for found in result.findings],
        },
        ensure_ascii=False,
    )

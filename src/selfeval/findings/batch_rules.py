"""Rules about a batch: what happened to one workbook among many."""

from __future__ import annotations

from selfeval.findings.rule import ERROR, WARNING, Rule

BATCH_RULES: dict[str, Rule] = {
    "batch.worker-died": Rule(
        ERROR,
        "处理这份工作簿时程序中断：{seconds} 秒内没有完成，或内存不够",
        "the worker died over this workbook: it did not finish within {seconds} s, or needed too much memory",
        "其他工作簿不受影响。请用 Excel 或 WPS 打开它，删去与报告无关的大表和图片后另存，再运行一次",
        "the others are not affected; remove large tables and pictures from it, save it and run again",
    ),
    "batch.unexpected": Rule(
        ERROR,
        "处理这份工作簿时出错（{found}）",
        "this workbook could not be done ({found})",
        "其他工作簿不受影响。请单独运行 selfeval check 查看，并把这份文件反馈给我们",
        "the others are not affected; run selfeval check on it, and send us the file",
    ),
    "batch.not-written": Rule(ERROR, "没有写出文件：{found}", "the document was not written: {found}"),
    "batch.kept": Rule(
        WARNING,
        "{found} 不是 selfeval 写的，或写出后有人改过，保留未动",
        "{found} was edited by hand, or is not selfeval's; it was kept",
        "要用工作簿里的内容重新生成，请先移走它，或加 --force",
        "move it away or use --force to have it made again",
    ),
    "batch.name": Rule(
        ERROR,
        "起不出文件名：{found}",
        "no name could be made for the document: {found}",
    ),
    "batch.same-department": Rule(
        WARNING,
        "{department} {year}交了 {count} 份工作簿：{found}",
        "{department} handed in {count} workbooks for one year: {found}",
        "都已处理，合计里各算了一次。请留下正确的一份，重新运行",
        "all were done and are counted in the totals; keep the right one and run again",
    ),
}

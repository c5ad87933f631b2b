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
    "batch.pdf-hung": Rule(
        ERROR,
        "{found} 在 {seconds} 秒内没有转成 PDF",
        "{found} did not become a PDF within {seconds} s",
        "报告已经生成。请单独打开它看看，或用 Word、WPS 另存为 PDF；再运行一次会重试，时间不够用 --timeout 加长",
        "the document itself was written; open it, or save it as PDF by hand; another run tries again, --timeout gives more time",
    ),
    "batch.pdf-failed": Rule(
        ERROR,
        "LibreOffice 没有把 {found} 转成完整、有页面的 PDF",
        "LibreOffice made no whole PDF with pages of {found}",
        "报告已经生成。请单独打开它看看，或用 Word、WPS 另存为 PDF；再运行一次会重试",
        "the document itself was written; open it, or save it as PDF by hand; another run tries again",
    ),
    "batch.pdf-kept": Rule(
        WARNING,
        "{found} 不是 selfeval 转的，或转出后有人改过、签过章，保留未动",
        "{found} was edited or signed, or is not selfeval's; it was kept",
        "它可能与现在的报告不一致。要重新转，请先移走它，或加 --force",
        "it may not agree with the document as it is now; move it away or use --force to have it made again",
    ),
    "batch.years": Rule(
        WARNING,
        "这批工作簿不是同一个年度的：{found}",
        "the workbooks are of several years: {found}",
        "合计和排名把它们算在了一起。请核对封面的年度，或分年度放在不同的文件夹里处理",
        "totals and ranks mix them; check the years, or run each year by itself",
    ),
    "batch.left-over": Rule(
        WARNING,
        "这里还有 {count} 份以前生成的报告，它们的工作簿不在这次处理的文件里：{found}",
        "{count} documents of earlier runs are still here, whose workbooks are not among these: {found}",
        "不再需要的请移走，不要和这次的一起上报；汇总里没有它们",
        "move away what is no longer needed; the summary leaves them out",
    ),
    "batch.not-on-roster": Rule(
        WARNING,
        "有 {count} 个单位不在名单里：{found}",
        "{count} departments are not on the roster: {found}",
        "请核对名称是否写得一致，或把它们补进名单",
        "check the spelling, or add them to the roster",
    ),
    "batch.not-handed-in": Rule(
        WARNING,
        "名单里有 {count} 个单位没有交：{found}",
        "{count} departments of the roster handed nothing in: {found}",
        "请催交，收到后放进同一文件夹，再运行一次",
        "put their workbooks into the same folder and run again",
    ),
    "batch.pattern": Rule(
        ERROR,
        "没有「{found}」这个名称{suggestion}",
        "there is no name {found!r}{suggestion}",
        "可以写 文件名、单位名称、年度，其他的写 表.项目",
        "write 文件名, 单位名称, 年度, or a sheet and its label",
    ),
    "batch.no-longer-faulty": Rule(
        WARNING,
        "退回的文件夹里还有以前标注的 {found}，这份现在没有错误了",
        "{found} of an earlier time is still in the folder; this workbook has no errors any more",
        "请移走它，不要再退回",
        "move it away; it is not to be sent back",
    ),
    "batch.same-department": Rule(
        WARNING,
        "{department} {year}交了 {count} 份工作簿：{found}",
        "{department} handed in {count} workbooks for one year: {found}",
        "都已处理，合计里各算了一次。请留下正确的一份，重新运行",
        "all were done and are counted in the totals; keep the right one and run again",
    ),
}

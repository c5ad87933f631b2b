"""The rules about a batch, explained."""

from __future__ import annotations

from selfeval.findings.explained.explanation import Explanation

BATCHES: dict[str, Explanation] = {
    "batch.worker-died": Explanation(
        "处理这份工作簿时程序中断了，多半是文件太大，规定的时间或内存不够。",
        "一份工作簿里放了几百兆的图片",
        "用 Excel 或 WPS 打开，删去与报告无关的大表和图片，另存后再运行一次。",
    ),
    "batch.unexpected": Explanation(
        "处理这份工作簿时出了没有料到的错，其他工作簿不受影响。",
        "文件损坏的方式从未见过",
        "单独运行 selfeval check 查看，并把文件反馈给我们。",
    ),
    "batch.not-written": Explanation(
        "报告没有写到磁盘上。", "输出的文件夹是只读的，或磁盘已满", "检查磁盘空间和文件夹的权限，再运行一次。"
    ),
    "batch.kept": Explanation(
        "这份报告不是 selfeval 写的，或写出后有人改过，保留没动。",
        "报告生成后，有人在 Word 里改过再存",
        "要重新生成，先把它移走，或加 --force。",
    ),
    "batch.name": Explanation(
        "按 --name 的写法起不出文件名。",
        "--name '{{封面.名称}}'，工作簿里没有这一项",
        "改正 --name 里的名称，写法与模板相同。",
    ),
    "batch.pdf-hung": Explanation(
        "LibreOffice 在规定的时间里没有把这份报告转成 PDF，被停止了；单独又试过一次。",
        "报告里有几百页的表，或 LibreOffice 卡住了",
        "打开报告看看；用 --timeout 多给些时间，或用 Word、WPS 另存为 PDF。",
    ),
    "batch.pdf-failed": Explanation(
        "LibreOffice 没有写出这份报告的 PDF，或写出的不完整、没有页面；单独又试过一次。",
        "报告被别的程序写坏了，LibreOffice 打不开",
        "打开报告看看能否正常显示，或用 Word、WPS 另存为 PDF；再运行一次会重试。",
    ),
    "batch.pdf-kept": Explanation(
        "报告旁边的 PDF 不是 selfeval 转的，或转出后有人改过、签过章，保留没动。",
        "PDF 转出后加了电子签章，报告又重新生成了",
        "要按现在的报告重新转，先移走它，或加 --force。",
    ),
    "batch.no-longer-faulty": Explanation(
        "退回的文件夹里有以前标注的工作簿，它已经改好了。",
        "改正以后再运行 selfeval check 收件 --annotate 退回",
        "从退回的文件夹里移走。",
    ),
    "batch.pattern": Explanation(
        "--name 里的名称不存在。", "--name '{{单位名称}}{{年份}}'", "写 {{年度}}；别的内容写 {{表.项目}}。"
    ),
    "batch.years": Explanation(
        "一批工作簿的年度不同，合计、排名混在一起。",
        "收件里有 2024 年度的，也有 2025 年度的",
        "改正封面的年度，或分年度处理。",
    ),
    "batch.left-over": Explanation(
        "输出文件夹里有以前生成的报告，这次没有它们的工作簿。",
        "删去“某局 - 副本.xlsx”以后再运行，报告“某局 - 副本.docx”还在",
        "不再需要的移走。",
    ),
    "batch.not-on-roster": Explanation(
        "交了工作簿的单位不在名单上。", "名单写“某局（机关）”，封面写“某局”", "改名单或封面，使名称一致。"
    ),
    "batch.not-handed-in": Explanation(
        "名单上的单位没有交来工作簿（按单位名称对）。",
        "--roster 名单.xlsx 里有“某局”，收件里没有",
        "催交后放进同一文件夹，再运行一次；名称不一致的，改名单或封面。",
    ),
    "batch.same-department": Explanation(
        "同一单位同一年度交了几份工作簿，都已处理，合计里各算了一次。",
        "水利局.xlsx 和 水利局（修改）.xlsx 都在收件夹里",
        "留下正确的一份，重新运行。",
    ),
}

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
    "batch.same-department": Explanation(
        "同一单位同一年度交了几份工作簿，都已处理，合计里各算了一次。",
        "水利局.xlsx 和 水利局（修改）.xlsx 都在收件夹里",
        "留下正确的一份，重新运行。",
    ),
}

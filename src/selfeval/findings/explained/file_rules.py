"""Files, sheets and labels explained."""

from __future__ import annotations

from selfeval.findings.explained.explanation import Explanation

FILES: dict[str, Explanation] = {
    "file.not-found": Explanation("命令里写的文件不在那里。", "selfeval check 填抱.xlsx", "核对文件名和文件夹。"),
    "file.not-readable": Explanation("文件在，但打不开。", "文件正被 Excel 打开并锁定", "关闭 Excel 或 WPS 后再试，并确认有读取权限。"),
    "file.empty": Explanation("文件是 0 字节。", "传送中断后留下的空文件", "重新索取，或从备份恢复。"),
    "file.too-large": Explanation("文件超过大小上限。", "工作簿里贴了几十兆的照片", "删去图片和附件后另存。"),
    "file.sealed": Explanation("收件文件夹里的 .rar、.7z 等压缩包，里面可能有单位交来的工作簿。", "资料.rar", "解压成文件夹，或重新打包成 .zip。"),
    "file.old-format": Explanation("旧的 .xls、.doc 格式，内部完全不同。", "填报.xls", "用 Excel、WPS 或 Word 打开后另存为 .xlsx、.docx；只改扩展名没有用。"),
    "file.password": Explanation("文件设了打开密码，读不出内容。", "保存时勾选了“加密”", "取消密码后再保存。"),
    "file.foreign": Explanation("内容不是声称的格式。", "把 填报.csv 改名为 填报.xlsx", "交原来的文件，或打开后另存为 .xlsx。"),
    "file.not-a-workbook": Explanation("是 Office 文件，却不是工作簿。", "selfeval check 报告.docx", "选填写过的 .xlsx。"),
    "file.truncated": Explanation("压缩包不完整。", "邮件附件只收到一半", "重新传送，或打开修复后另存。"),
    "file.unreadable": Explanation("里面的 XML 不合格式，无法确定内容。", "用文本编辑器改坏了 sheet1.xml", "用 Excel 或 WPS 打开后重新另存。"),
    "file.too-many-parts": Explanation("文件内部的部件超过上限。", "内含 2,000 个部件的 .xlsx", "把需要的内容复制到新文件。"),
    "file.doubled-part": Explanation("两个部件同名，不同的程序会读到不同的数。", "xl/worksheets/sheet1.xml 出现两次", "用 Excel 打开后重新另存。"),
    "file.unsafe-part": Explanation("部件的名称指向文件之外。", "部件名为 ../../etc/passwd", "确认来源，打开后重新另存。"),
    "file.zip-bomb": Explanation("解压后大得不正常，会耗尽内存。", "几十 KB 解压成几 GB", "确认来源，把需要的内容复制到新文件。"),
    "file.doctype": Explanation("XML 带 DOCTYPE，可以引入外部内容，一律不读。", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///…\">]>", "确认来源，打开后重新另存。"),
    "file.too-many-cells": Explanation("有内容的单元格超过上限。", "附带了几十万行的流水账", "删去与报告无关的表。"),
    "file.no-content": Explanation("每张表都是空的。", "刚新建的空工作簿", "确认选对了文件。"),
    "sheet.missing": Explanation("表式要的工作表没有。", "删去了“项目支出”表", "从 selfeval new 生成的空白工作簿复制过来。"),
    "sheet.misspelt": Explanation("表名与表式相近但不同，不敢当作同一张。", "“一般公共予算”", "改成提示的名称。"),
    "sheet.alias": Explanation("旧名称，照样读取。", "旧版的“基本信息”读作“基本情况”", "不必改动。"),
    "sheet.copy": Explanation("同一张表另有一张副本，只读了其中一张。", "“项目支出”和“项目支出 (2)”", "删去不用的一张；要用副本就改名。"),
    "sheet.twice": Explanation("两张表都是这一张，分不清用哪张。", "“项目支出”和“项目 支出”", "保留一张，另一张删去或改名。"),
    "sheet.no-header": Explanation("找不到表头，不知道各栏是什么。", "删去了“项目｜填报内容｜单位｜填报说明”一行", "恢复表头，文字与空白工作簿一致。"),
    "sheet.wrong-shape": Explanation("以数据代替工作簿时，这张表的样子不对。", '{"项目支出": {"项目名称": "甲"}}（应是列表）', "表格给列表，字段表给字典。"),
    "label.missing": Explanation("表式要的项目或栏在表里找不到。", "删去了“人员经费”一行", "补上这一项，文字与空白工作簿一致。"),
    "label.misspelt": Explanation("与某一项相近但不同，不敢当作同一项。", "“人员经弗”", "改成提示的写法。"),
    "label.unknown": Explanation("表里多出一项，报告不用它。", "自己加的一行“备注”", "有意增加的可以忽略，否则核对写法。"),
    "label.alias": Explanation("旧名称，照样读取。", "“执行数”读作“全年执行数”", "不必改动。"),
    "label.twice": Explanation("同一项出现两次，不知用哪个数。", "两行“支出合计”", "只保留一处。"),
    "label.blank": Explanation("表头空着，下面却有内容。", "“全年执行数”一格被清空，数还在", "在表头写回名称。"),
    "label.not-text": Explanation("以数据代替工作簿时，名称不是文字。", "{1: 258.9}", "用表和项目的名称作键。"),
    "row.no-label": Explanation("这一行有内容，却没有项目名称。", "“支出合计”三个字被删，258.90 还在", "在左边写上名称，或把内容移到所属的行。"),
    "row.repeated-header": Explanation("换页处重复的表头，已跳过。", "第 31 行又是“项目名称｜…”", "不必改动。"),
    "row.total": Explanation("记录里的合计行没有当作一条记录。", "项目名称填“合计”", "删去这一行，合计由程序计算。"),
    "row.remark": Explanation("表下的说明，没有当作记录。", "最后一行“注：金额单位万元”", "不必改动。"),
    "row.without-content": Explanation("只有第一栏，其他各栏空白。", "只写了项目名称", "填写其他各栏，或删去这一行。"),
    "row.hidden": Explanation("隐藏的行照样读取。", "筛选后看不见的一行项目", "不需要的，取消隐藏后删去。"),
}  # fmt: skip
"""Line by line: a table of texts reads better than it wraps."""

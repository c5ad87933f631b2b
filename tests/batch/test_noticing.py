"""What a batch says of itself as a whole, and what becomes of documents that no workbook stands behind any more."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from selfeval.batch import Batch, render_batch
from selfeval.errors import TemplateError
from tests.support.batches import book, unbalanced, write


def done(tmp_path: Path, **options: object) -> Batch:
    batch = render_batch(tmp_path / "in", tmp_path / "out", jobs=1, **options)  # type: ignore[arg-type]
    for _ in batch:
        pass
    return batch


def told(batch: Batch) -> dict[str, str]:
    return {one.rule: one.body() for one in batch.notes}


def roster(tmp_path: Path, *names: object) -> Path:
    book_ = openpyxl.Workbook()
    for name in ("单位名称", *names):
        book_.worksheets[0].append([name])
    book_.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def documents(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.docx"))


def test_a_report_whose_workbook_now_has_errors_is_put_aside_and_not_lost(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    done(tmp_path)
    before = (tmp_path / "out/a.docx").read_bytes()
    write(tmp_path / "in/a.xlsx", unbalanced("甲局"))
    batch = done(tmp_path)
    assert (batch.retired, documents(tmp_path / "out")) == (1, ["旧报告/a.docx"])
    assert (batch.old / "a.docx").read_bytes() == before
    write(tmp_path / "in/a.xlsx", book("甲局"))
    assert done(tmp_path).retired == 0
    assert (tmp_path / "out/a.docx").read_bytes() == before


def test_a_mistyped_template_empties_no_folder(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path / f"in/{name}.xlsx", book(name))
    done(tmp_path)
    assert done(tmp_path, template="sichuan").retired == 2
    assert documents(tmp_path / "out") == ["旧报告/a.docx", "旧报告/b.docx"]


def test_a_name_that_no_workbook_has_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    done(tmp_path)
    with pytest.raises(TemplateError) as refused:
        done(tmp_path, name="{{单位名称}}{{年份}}")
    (found,) = refused.value.findings
    assert (found.rule, found.found) == ("batch.pattern", "年份")
    assert documents(tmp_path / "out") == ["a.docx"]


def test_a_draft_takes_no_finished_report_away(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    done(tmp_path, draft=True)
    write(tmp_path / "in/a.xlsx", unbalanced("甲局"))
    done(tmp_path, draft=True)
    assert documents(tmp_path / "out") == ["a（草稿）.docx", "旧报告/a.docx"]
    write(tmp_path / "in/a.xlsx", book("甲局"))
    assert done(tmp_path, draft=True).retired == 0
    assert documents(tmp_path / "out") == ["a.docx", "旧报告/a.docx"]


def test_a_report_under_another_name_leaves_no_old_one(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    done(tmp_path)
    assert done(tmp_path, name="{{单位名称}}").retired == 0
    assert documents(tmp_path / "out") == ["甲局.docx"]


def test_reports_whose_workbooks_are_gone_stay_and_are_told(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    write(tmp_path / "in/a - 副本.xlsx", book("甲局"))
    assert set(told(done(tmp_path))) == {"batch.same-department"}
    (tmp_path / "in/a - 副本.xlsx").unlink()
    batch = done(tmp_path)
    assert told(batch) == {
        "batch.left-over": "这里还有 1 份以前生成的报告，它们的工作簿不在这次处理的文件里：a - 副本.docx"
    }
    (tmp_path / "out/a - 副本.docx").unlink()
    assert told(done(tmp_path)) == {}


def test_several_years_in_one_batch_are_told(tmp_path: Path) -> None:
    for number, year in enumerate((2024, 2024, 2025)):
        write(tmp_path / f"in/{number}.xlsx", book(f"{number}局", 封面={"年度": year}))
    assert told(done(tmp_path)) == {"batch.years": "这批工作簿不是同一个年度的：2024年度 2 份、2025年度 1 份"}


def test_a_workbook_with_errors_and_its_correction_are_not_two_of_one_department(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", unbalanced("甲局"))
    write(tmp_path / "in/a（改正）.xlsx", book("甲局"))
    assert told(done(tmp_path)) == {}


def test_who_is_not_on_the_roster_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("岳阳楼区教育局"))
    said = told(done(tmp_path, roster=roster(tmp_path, "岳阳楼区教育局机关", "财政局")))
    assert said == {
        "batch.not-on-roster": "有 1 个单位不在名单里：岳阳楼区教育局（名单里有“岳阳楼区教育局机关”）",
        "batch.not-handed-in": "名单里有 2 个单位没有交：岳阳楼区教育局机关、财政局",
    }


def test_many_names_are_cut_short(tmp_path: Path) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    said = told(done(tmp_path, roster=roster(tmp_path, "甲局", *(f"{number}局" for number in range(7)))))
    assert said["batch.not-handed-in"] == "名单里有 7 个单位没有交：0局、1局、2局、3局、4局 等，全部见汇总.xlsx"


@pytest.mark.parametrize("row", ["合计", 2, "附注：以上单位", "小计（2个）", "1,024"])
def test_rows_below_the_list_are_no_departments(tmp_path: Path, row: object) -> None:
    write(tmp_path / "in/a.xlsx", book("甲局"))
    assert told(done(tmp_path, roster=roster(tmp_path, "甲局", row))) == {}

"""What docs/forms.md shows is what selfeval takes."""

import re
from pathlib import Path

import selfeval
from selfeval.form import load_form
from tests.support.documents import template
from tests.support.form_folders import folder
from tests.support.word import paragraphs

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_form_of_the_page_loads_and_does_what_the_page_says(tmp_path: Path) -> None:
    form = load_form(folder(tmp_path, "qingjiang", BLOCKS[0]))
    cover = list(form.sheets["封面"].fields)
    assert cover[cover.index("单位名称") + 1] == "归口股室"
    assert form.sheets["封面"].fields["联系人"].required
    assert "基础数据" not in form.sheets
    assert "limit.staffing" not in form.checks
    assert "tie-out.mine" in form.checks


def test_the_parts_of_the_page_can_be_left_out_and_put_behind(tmp_path: Path) -> None:
    text = 'extends = "hunan"\nid = "qingjiang"\n' + BLOCKS[1]
    made = folder(tmp_path, "qingjiang", text, None, {"政府购买服务": template("政府购买服务明细")})
    texts = paragraphs(bytes(selfeval.render(ROOT / "examples" / "xiaoxue.xlsx", template=made)))
    assert [line for line in texts if line][-1] == "政府购买服务明细"
    assert not [line for line in texts if "其他需要说明的情况" in line]


def test_the_entry_point_of_the_page_is_that_of_the_example() -> None:
    line = 'qingjiang = "qingjiang_forms:forms"'
    assert line in BLOCKS[2]
    assert line in (ROOT / "examples" / "forms-package" / "pyproject.toml").read_text(encoding="utf-8")


def test_the_renamed_labels_of_the_page_are_keys_of_a_form(tmp_path: Path) -> None:
    column, field = BLOCKS[3].strip().splitlines()
    text = 'id = "t"\nversion = "1"\ntitle = "T"\n[sheet."甲"]\nkind = "fields"\n' + field
    text += '\n[sheet."乙"]\nkind = "table"\n' + column + "\n"
    form = load_form(folder(tmp_path, "t", text))
    assert form.sheets["乙"].fields["全年执行数"].aliases == ("执行数",)

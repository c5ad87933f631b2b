from __future__ import annotations

import pytest

from selfeval.expressions import NoExcelFormula, parse


def excel(source: str) -> str:
    """The formula, names standing as references by their last part."""
    return parse(source).excel(lambda path: f"<{path[-1]}>" if path[-1] != "没有" else None)


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("表.甲", "<甲>"),
        ('"万元"', '"万元"'),
        ('"他说\\"好\\""', '"他说""好"""'),
        ("0.5", "0.5"),
        ("1e22", "1E+22"),
        ("表.甲 + 表.乙", "N(<甲>)+N(<乙>)"),
        ("表.甲 - (表.乙 - 表.丙)", "N(<甲>)-(N(<乙>)-N(<丙>))"),
        ("表.甲 - 表.乙 + 表.丙", "N(<甲>)-N(<乙>)+N(<丙>)"),
        ("(表.甲 + 表.乙) * 2", "(N(<甲>)+N(<乙>))*2"),
        ("表.甲 / (表.乙 * 表.丙)", "N(<甲>)/(N(<乙>)*N(<丙>))"),
        ("表.甲 * (表.乙 / 2)", "N(<甲>)*(N(<乙>)/2)"),
        ("表.甲 * 表.乙 / 2", "N(<甲>)*N(<乙>)/2"),
        ("-表.甲 * 2", "-N(<甲>)*2"),
        ("-(表.甲 * 2)", "-(N(<甲>)*2)"),
        ("--表.甲", "--N(<甲>)"),
        ("2 - -表.甲", "2--N(<甲>)"),
        ("表.甲 > 表.乙", "N(<甲>)>N(<乙>)"),
        ("表.甲 == 表.乙", "<甲>=<乙>"),
        ("表.甲 != 3", "N(<甲>)<>3"),
        ('表.甲 == "是"', '<甲>="是"'),
        ('表.甲 != ""', '<甲><>""'),
        ("1 < 表.甲 <= 3", "AND(1<N(<甲>),N(<甲>)<=3)"),
        ('表.甲 in ("一", "二")', 'OR(<甲>="一",<甲>="二")'),
        ('表.甲 in ("一",)', '<甲>="一"'),
        ("表.甲 in (-1, 2)", "OR(N(<甲>)=-1,N(<甲>)=2)"),
        ("not 表.甲 > 1", "NOT(N(<甲>)>1)"),
        ("表.甲 > 1 and 表.乙 > 1 and 表.丙 > 1", "AND(N(<甲>)>1,N(<乙>)>1,N(<丙>)>1)"),
        ("表.甲 > 1 or 表.乙 > 1 and 表.丙 > 1", "OR(N(<甲>)>1,AND(N(<乙>)>1,N(<丙>)>1))"),
        ("表.甲 if 表.乙 > 0 else 表.丙", "IF(N(<乙>)>0,<甲>,<丙>)"),
        ("(表.甲 if 表.乙 > 0 else 0) + 1", "IF(N(<乙>)>0,N(<甲>),0)+1"),
        ("绝对值(表.甲 - 表.乙)", "ABS(N(<甲>)-N(<乙>))"),
        ("四舍五入(表.甲 / 3, 2)", "ROUND(N(<甲>)/3,2)"),
        ("最大(表.甲, 表.乙, 0)", "MAX(<甲>,<乙>,0)"),
        ("最小(表.甲, 表.乙 + 1)", "MIN(<甲>,N(<乙>)+1)"),
        ("合计(表.甲)", "SUM(<甲>)"),
        ("合计(表.甲, 表.乙 - 表.丙, 表.丁)", "SUM(<甲>,N(<乙>)-N(<丙>),<丁>)"),
        ('合计(表.甲, 乙 == "x")', 'SUMIFS(<甲>,<乙>,"=x")'),
        ('合计(表.甲, "x" == 乙 and 丙 == 2)', 'SUMIFS(<甲>,<乙>,"=x",<丙>,2)'),
        ('合计(表.甲, 乙 == "a*b?~")', 'SUMIFS(<甲>,<乙>,"=a~*b~?~~")'),
        ('合计(表.甲, 乙 == "")', 'SUMIFS(<甲>,<乙>,"=")'),
        ("合计(表.单价 * 表.数量)", "SUMPRODUCT(<单价>,<数量>)"),
        ("计数(表.甲)", "COUNTA(<甲>)"),
        ("计数(表)", "COUNTA(<表>)"),
        ('计数(表.甲, 乙 == "x")', 'COUNTIFS(<甲>,"<>",<乙>,"=x")'),
        ('计数(表, 乙 == ">5")', 'COUNTIFS(<乙>,"=>5")'),
        ("最大(表.甲)", "MAX(<甲>)"),
        ("最小(表.甲) + 1", "MIN(<甲>)+1"),
    ],
)
def test_writes_the_formula(source: str, formula: str):
    assert excel(source) == formula


@pytest.mark.parametrize(
    ("source", "construct"),
    [
        ("首(表.甲)", "首(表.甲)"),
        ('末(表.甲, 乙 == "x")', "末(表.甲, …)"),
        ('最大(表.甲, 乙 == "x")', "最大(表.甲, …)"),
        ("合计(表.甲 + 表.乙)", "合计(表)"),
        ("合计(表.甲, 乙 > 1)", "合计(表.甲, …) 的条件"),
        ('合计(表.甲, 乙 == "x" or 丙 == "y")', "合计(表.甲, …) 的条件"),
        ("合计(表.甲, 乙 == 封面.丙)", "合计(表.甲, …) 的条件"),
        ("合计(表.甲, 乙 == 0)", "合计(表.甲, …) 的条件"),
        ("1 + 表.没有", "表.没有"),
        ("合计(表.没有)", "表.没有"),
        ('"' + "长" * 256 + '"', "长" * 20 + "…"),
        ('"一\n二"', "一\n二…"),
    ],
)
def test_names_what_has_no_excel_formula(source: str, construct: str):
    with pytest.raises(NoExcelFormula) as caught:
        excel(source)

    assert caught.value.construct == construct
    assert caught.value.source == source


def test_refuses_a_formula_longer_than_excel_reads():
    with pytest.raises(NoExcelFormula, match="太长"):
        parse("表.甲 + 表.乙 + 表.丙").excel(lambda path: "'" + path[-1] * 3000 + "'!$B$7")


def test_refuses_more_brackets_than_excel_reads():
    deep = "1 if 表.甲 > 1 else " * 70 + "0"

    with pytest.raises(NoExcelFormula, match="套得太深"):
        excel(deep)

"use strict";
(() => {
  const { columns, rows, moved } = JSON.parse(document.getElementById("data").textContent);
  const [UNIT, YEAR, STATUS, DOCUMENT, WORKBOOK, KEY, ERRORS, WARNINGS, FIGURES, FINDINGS, PDF] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const PAGE = 200;
  const WORDS = { e: "错误", w: "提醒", n: "说明" }, LOOKS = { e: "bad", w: "warn", n: "faint" };
  const at = (id) => document.getElementById(id);
  const make = (name, text, look) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (look) element.className = look;
    return element;
  };
  const link = (address, text) => {
    const element = make("a", text);
    element.href = address;
    return element;
  };
  const order = new Intl.Collator("zh-CN", { numeric: true });
  const shownOf = (value) => (Array.isArray(value) ? value[0] : value);  // a figure is what is shown and what it sorts by
  const sortedBy = (value) => (Array.isArray(value) ? value[1] : value);

  /* A table that sorts, filters and turns pages: the elements whose ids begin with `name`. `by` of a head gives what its
     column sorts by, `text` what a row is searched in, `word` the choice it belongs to, `marked` whether the box keeps it. */
  const listing = (name, { heads, rows, text, word, marked, draw: drawRow, what }) => {
    const part = (id) => at(name + id);
    const texts = rows.map((row) => text(row).join("\n").toLowerCase());
    let shown = rows.map((_, index) => index), sorted = -1, descending = false, page = 0, whole = false;

    const compare = (by) => (a, b) => {
      const one = by(rows[a]), other = by(rows[b]);
      if (one === "" || other === "") return one === other ? a - b : one === "" ? 1 : -1;  // what has none stays below
      const result = typeof one === "number" && typeof other === "number" ? one - other : order.compare(one, other);
      return (descending ? -result : result) || a - b;
    };
    const choose = () => {
      const words = part("search").value.toLowerCase().split(/\s+/).filter(Boolean), chosen = part("status").value, box = part("warned").checked;
      shown = rows.map((_, index) => index).filter((index) => (!chosen || word(rows[index]) === chosen)
        && (!box || marked(rows[index])) && words.every((one) => texts[index].includes(one)));
      if (sorted >= 0) shown.sort(compare(heads[sorted].by));
      page = 0;
      draw();
    };
    const draw = () => {
      const pages = Math.max(1, Math.ceil(shown.length / PAGE));
      const drawn = whole ? shown : shown.slice(page * PAGE, (page + 1) * PAGE);
      part("table").tBodies[0].replaceChildren(...drawn.map((index) => drawRow(rows[index])));
      part("count").textContent = shown.length === rows.length ? `共 ${rows.length} ${what}` : `找到 ${shown.length} ${what}，共 ${rows.length} ${what}`;
      part("place").textContent = `第 ${page + 1} 页，共 ${pages} 页`;
      part("previous").disabled = page === 0;
      part("next").disabled = page >= pages - 1;
      part("next").parentElement.hidden = pages === 1;
      part("table").tHead.querySelectorAll("th").forEach((head, number) =>
        head.setAttribute("aria-sort", number !== sorted ? "none" : descending ? "descending" : "ascending"));
    };
    heads.forEach((head, number) => {
      const cell = make("th", undefined, head.number ? "number" : "");
      cell.scope = "col";
      if (head.by) {
        const button = make("button", head.label);
        button.type = "button";
        button.addEventListener("click", () => {
          descending = sorted === number ? !descending : Boolean(head.number);
          sorted = number;
          choose();
        });
        cell.append(button);
      } else cell.textContent = head.label;
      part("table").tHead.rows[0].append(cell);
    });
    for (const one of new Set(rows.map(word))) {
      const option = make("option", one);
      option.value = one;
      part("status").append(option);
    }
    let waiting;
    part("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(choose, 120); });
    part("status").addEventListener("change", choose);
    part("warned").addEventListener("change", choose);
    part("previous").addEventListener("click", () => { page -= 1; draw(); });
    part("next").addEventListener("click", () => { page += 1; draw(); });
    addEventListener("beforeprint", () => { whole = true; draw(); });
    addEventListener("afterprint", () => { whole = false; draw(); });
    draw();
  };

  const findings = (row) => {
    const list = make("ul", undefined, "found");
    for (const [kind, place, rule, text] of row[FINDINGS]) {
      const item = make("li");
      item.append(make("span", WORDS[kind], LOOKS[kind]), " ", make("b", place), " ", text, " ", make("code", rule));
      list.append(item);
    }
    return list;
  };
  const toggle = (button, row, line) => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) { line.nextSibling.remove(); return; }
    const more = make("tr", undefined, "more"), cell = make("td");
    cell.colSpan = line.cells.length;
    cell.append(findings(row));
    more.append(cell);
    line.after(more);
  };
  const drawUnit = (row) => {
    const line = make("tr");
    const report = make("td"), book = make("td"), more = make("td", undefined, "number");
    if (row[DOCUMENT]) report.append(link(row[DOCUMENT], "打开"));
    if (row[PDF]) report.append(" ", link(row[PDF], "PDF"));
    book.append(link(row[WORKBOOK], row[KEY]));
    if (row[FINDINGS].length) {
      const counts = [[row[ERRORS], "错误", "bad"], [row[WARNINGS], "提醒", "warn"]].filter(([count]) => count);
      const button = make("button");
      counts.forEach(([count, word, look]) => button.append(make("span", `${count} ${word} `, look)));
      if (!counts.length) button.textContent = `${row[FINDINGS].length} 说明`;
      button.type = "button";
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-label", `${row[UNIT]}的 ${row[FINDINGS].length} 条问题`);
      button.addEventListener("click", () => toggle(button, row, line));
      more.append(button);
    }
    line.append(make("td", row[UNIT]), make("td", row[YEAR]), make("td", row[STATUS], ["未生成", "草稿"].includes(row[STATUS]) ? "bad" : ""), report, more);
    row[FIGURES].forEach((value, number) => line.append(make("td", shownOf(value), columns[number].number ? "number" : "")));
    line.append(book);
    return line;
  };
  listing("", {
    heads: [
      { label: "单位", by: (row) => row[UNIT] },
      { label: "年度", by: (row) => row[YEAR] },
      { label: "状态", by: (row) => row[STATUS] },
      { label: "报告" },
      { label: "问题", number: true, by: (row) => row[ERRORS] * 1e6 + row[WARNINGS] },
      ...columns.map((column, number) => ({ label: column.label, number: column.number, by: (row) => sortedBy(row[FIGURES][number]) })),
      { label: "工作簿", by: (row) => row[KEY] },
    ],
    rows,
    text: (row) => [row[UNIT], row[YEAR], row[KEY], ...row[FINDINGS].map((one) => one[1] + one[2] + one[3])],
    word: (row) => row[STATUS],
    marked: (row) => row[ERRORS] + row[WARNINGS] > 0,
    draw: drawUnit,
    what: "份",
  });

  if (moved) {
    const [DEPARTMENT, FIGURE, NUMBERS, CHANGE] = [0, 1, 2, 3];
    const drawMovement = (row) => {
      const line = make("tr");
      line.append(make("td", row[DEPARTMENT]), make("td", moved.columns[row[FIGURE]]),
        ...row[NUMBERS].map((value) => make("td", shownOf(value), "number")), make("td", shownOf(row[CHANGE]), "number"));
      return line;
    };
    listing("moved-", {
      heads: [
        { label: "单位", by: (row) => row[DEPARTMENT] },
        { label: "项目", by: (row) => moved.columns[row[FIGURE]] },
        ...["上年", "本年", "增减"].map((label, number) => ({ label, number: true, by: (row) => sortedBy(row[NUMBERS][number]) })),
        { label: "增减率", number: true, by: (row) => sortedBy(row[CHANGE]) },
      ],
      rows: moved.rows,
      text: (row) => [row[DEPARTMENT], moved.columns[row[FIGURE]]],
      word: (row) => moved.columns[row[FIGURE]],
      marked: (row) => row[NUMBERS][2][1] < 0,
      draw: drawMovement,
      what: "个",
    });
  }
})();

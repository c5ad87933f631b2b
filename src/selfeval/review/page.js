"use strict";
(() => {
  const { columns, rows } = JSON.parse(document.getElementById("data").textContent);
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
  const figure = (number) => (row) => { const value = row[FIGURES][number]; return Array.isArray(value) ? value[1] : value; };
  const heads = [
    { label: "单位", by: (row) => row[UNIT] },
    { label: "年度", by: (row) => row[YEAR] },
    { label: "状态", by: (row) => row[STATUS] },
    { label: "报告" },
    { label: "问题", number: true, by: (row) => row[ERRORS] * 1e6 + row[WARNINGS] },
    ...columns.map((column, number) => ({ label: column.label, number: column.number, by: figure(number) })),
    { label: "工作簿", by: (row) => row[KEY] },
  ];
  const texts = rows.map((row) => [row[UNIT], row[YEAR], row[KEY], ...row[FINDINGS].map((one) => one[1] + one[2] + one[3])].join("\n").toLowerCase());
  const order = new Intl.Collator("zh-CN", { numeric: true });
  let shown = rows.map((_, index) => index), sorted = -1, descending = false, page = 0, whole = false;

  const compare = (by) => (a, b) => {
    const one = by(rows[a]), other = by(rows[b]);
    if (one === "" || other === "") return one === other ? a - b : one === "" ? 1 : -1;  // what has none stays below
    const result = typeof one === "number" && typeof other === "number" ? one - other : order.compare(one, other);
    return (descending ? -result : result) || a - b;
  };
  const choose = () => {
    const words = at("search").value.toLowerCase().split(/\s+/).filter(Boolean), status = at("status").value, warned = at("warned").checked;
    shown = rows.map((_, index) => index).filter((index) => (!status || rows[index][STATUS] === status)
      && (!warned || rows[index][ERRORS] + rows[index][WARNINGS] > 0) && words.every((word) => texts[index].includes(word)));
    if (sorted >= 0) shown.sort(compare(heads[sorted].by));
    page = 0;
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
    cell.colSpan = heads.length;
    cell.append(findings(row));
    more.append(cell);
    line.after(more);
  };
  const drawRow = (row) => {
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
    row[FIGURES].forEach((value, number) => line.append(make("td", Array.isArray(value) ? value[0] : value, columns[number].number ? "number" : "")));
    line.append(book);
    return line;
  };
  const draw = () => {
    const pages = Math.max(1, Math.ceil(shown.length / PAGE));
    const part = whole ? shown : shown.slice(page * PAGE, (page + 1) * PAGE);
    document.querySelector("#table tbody").replaceChildren(...part.map((index) => drawRow(rows[index])));
    at("count").textContent = shown.length === rows.length ? `共 ${rows.length} 份` : `找到 ${shown.length} 份，共 ${rows.length} 份`;
    at("place").textContent = `第 ${page + 1} 页，共 ${pages} 页`;
    at("previous").disabled = page === 0;
    at("next").disabled = page >= pages - 1;
    at("next").parentElement.hidden = pages === 1;
    document.querySelectorAll("#table thead th").forEach((head, number) =>
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
    document.querySelector("#table thead tr").append(cell);
  });
  for (const status of new Set(rows.map((row) => row[STATUS]))) {
    const option = make("option", status);
    option.value = status;
    at("status").append(option);
  }
  let waiting;
  at("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(choose, 120); });
  at("status").addEventListener("change", choose);
  at("warned").addEventListener("change", choose);
  at("previous").addEventListener("click", () => { page -= 1; draw(); });
  at("next").addEventListener("click", () => { page += 1; draw(); });
  addEventListener("beforeprint", () => { whole = true; draw(); });
  addEventListener("afterprint", () => { whole = false; draw(); });
  draw();
})();

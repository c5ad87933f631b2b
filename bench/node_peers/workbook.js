"use strict";
// Reads a workbook with SheetJS, only the sheets that are asked for, and only what is needed of them; and the few
// helpers that the view model uses: what the template's own filters and tests do.

const fs = require("fs");
const XLSX = require("xlsx");

const NIL = new Set(["无", "—", "/"]);

class Amount {
  constructor(number) {
    this.number = number;
  }
  toString() {
    return this.number.toFixed(2);
  }
}

function read(path, shape) {
  const sheets = [...shape.fields, ...Object.keys(shape.tables)];
  const options = { type: "buffer", dense: true, sheets, cellFormula: false, cellHTML: false, cellText: false, cellNF: true };
  const book = XLSX.read(fs.readFileSync(path), options);
  const amounts = new Set(shape.amounts);
  const paragraphs = new Set(shape.paragraphs);
  const data = {};
  for (const name of shape.fields) data[name] = fields(rowsOf(book.Sheets[name]), amounts, paragraphs);
  for (const [name, first] of Object.entries(shape.tables))
    data[name] = table(rowsOf(book.Sheets[name]), first, shape.carry, amounts, paragraphs);
  return data;
}

function rowsOf(sheet) {
  return sheet["!data"] || sheet;
}

function fields(rows, amounts, paragraphs) {
  const record = {};
  let label = "";
  let begun = false;
  for (const row of rows) {
    const head = row && row[0] && row[0].v;
    if (!begun) {
      begun = head === "项目";
    } else if (head) {
      label = plain(head);
      record[label] = value(label, row[1], amounts, paragraphs);
    } else if (row && row[1] && row[1].v !== undefined && paragraphs.has(label)) {
      record[label].push(...lines(row[1].v));
    }
  }
  return record;
}

function table(rows, first, carry, amounts, paragraphs) {
  const records = [];
  let labels = null;
  for (const row of rows) {
    if (!row) continue;
    if (!labels) {
      if (row[0] && plain(String(row[0].v)) === first) labels = row.map((cell) => plain(String(cell.v)));
      continue;
    }
    if (!row.some((cell) => cell && cell.v !== undefined && cell.v !== "")) continue;
    const record = {};
    labels.forEach((label, column) => (record[label] = value(label, row[column], amounts, paragraphs)));
    for (const label of carry)
      if (record[label] === "" && records.length) record[label] = records[records.length - 1][label];
    records.push(record);
  }
  return records;
}

function plain(label) {
  return label.endsWith(" *") ? label.slice(0, -2) : label;
}

function value(label, cell, amounts, paragraphs) {
  const found = cell ? cell.v : undefined;
  const blank = found === undefined || found === null || found === "";
  if (amounts.has(label)) return blank ? "" : new Amount(NIL.has(found) ? 0 : found);
  if (paragraphs.has(label)) return blank ? [] : lines(found);
  if (blank) return "";
  if (cell.t === "n" && cell.z && XLSX.SSF.is_date(cell.z)) {
    const day = XLSX.SSF.parse_date_code(found);
    return `${day.y}年${day.m}月${day.d}日`;
  }
  return found;
}

function lines(text) {
  return String(text).split(/\r?\n/);
}

const isBlank = (value) => value === "" || value === undefined || (Array.isArray(value) && value.length === 0);

const helpers = {
  isBlank,
  truthy: (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)),
  hasNumber: (record) =>
    Object.values(record).some((item) => (item instanceof Amount ? item.number : item) > 0 && typeof item !== "string"),
  select: (rows, column, wanted) => rows.filter((row) => row[column] === wanted),
  phrase: (value, pattern) => (isBlank(value) ? "" : pattern.replace("{}", String(value))),
  join: (texts, between) => texts.filter((text) => text !== "").join(between),
  numbering() {
    const counts = [0, 0, 0];
    return (level) => {
      counts[level - 1] += 1;
      counts.fill(0, level);
      const number = counts[level - 1];
      return [`${chinese(number)}、`, `（${chinese(number)}）`, `${number}.`][level - 1];
    };
  },
};

function chinese(number) {
  const digits = "零一二三四五六七八九";
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  if (!tens) return digits[ones];
  return (tens === 1 ? "" : digits[tens]) + "十" + (ones ? digits[ones] : "");
}

module.exports = { read, helpers };

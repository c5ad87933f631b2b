"use strict";
// node serve.js LIBRARY TEMPLATE MODEL SHAPE: reads one JSON request a line, {"files": […], "out": folder or null},
// fills them one after the other and answers {"seconds": …}. One process for all rounds, so that V8 stays warm.

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { read, helpers } = require("./workbook.js");

const [library, template, model, shapeFile] = process.argv.slice(2);
const fill = require(`./${library}.js`)(fs.readFileSync(template));
const build = require(model);
const shape = JSON.parse(fs.readFileSync(shapeFile, "utf8"));

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { files, out } = JSON.parse(line);
    const begin = process.hrtime.bigint();
    for (const file of files) {
      const document = await fill(build(read(file, shape), helpers));
      if (out) fs.writeFileSync(path.join(out, path.basename(file, ".xlsx") + ".docx"), document);
    }
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    process.stdout.write(JSON.stringify({ seconds }) + "\n");
  }
}

main().catch((error) => {
  process.stdout.write(JSON.stringify({ error: String(error && error.stack) }) + "\n");
  process.exit(1);
});

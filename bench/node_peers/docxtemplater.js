"use strict";
// SheetJS + docxtemplater. The template is opened anew for each document, as docxtemplater's documentation says.

const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");

module.exports = function filler(template) {
  return async (model) => {
    const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true });
    document.render(model);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
};

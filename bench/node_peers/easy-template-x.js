"use strict";
// SheetJS + easy-template-x. One handler for all documents.

const { TemplateHandler } = require("easy-template-x");

module.exports = function filler(template) {
  const handler = new TemplateHandler();
  return (model) => handler.process(template, model);
};

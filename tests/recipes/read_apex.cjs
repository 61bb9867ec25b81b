// Parses the Apex files in argv and prints their syntax errors, names and string literals as JSON.
const fs = require("node:fs");
const path = require("node:path");
const { ApexErrorListener, ApexParserFactory } = require("@apexdevtools/apex-parser");

class Errors extends ApexErrorListener {
  list = [];
  apexSyntaxError(line, column, message) {
    this.list.push(`${line}:${column} ${message}`);
  }
}

// The rules that declare a name, which is their child `id`.
const DECLARATIONS = {
  ClassDeclarationContext: "classes",
  MethodDeclarationContext: "methods",
  VariableDeclaratorContext: "variables",
  FormalParameterContext: "variables",
  EnhancedForControlContext: "variables",
  PropertyDeclarationContext: "variables",
};

function read(file) {
  const errors = new Errors();
  const { parser } = ApexParserFactory.createLexerAndParser(fs.readFileSync(file, "utf8"), errors);
  const tree = file.endsWith(".trigger") ? parser.triggerUnit() : parser.compilationUnit();
  const found = { file: path.basename(file), errors: errors.list, classes: [], methods: [], variables: [],
    calls: [], literals: [], tokens: [] };
  const visit = (node) => {
    const kind = DECLARATIONS[node.constructor.name];
    if (kind) {
      const id = [node.id?.()].flat()[0];
      if (id) found[kind].push(id.getText());
    }
    if (node.constructor.name === "DotExpressionContext") found.calls.push(node.getText());
    if (!node.children) {
      const text = node.getText();
      found.tokens.push(text);
      if (text.startsWith("'")) found.literals.push(text.slice(1, -1));
    }
    (node.children ?? []).forEach(visit);
  };
  visit(tree);
  return found;
}

console.log(JSON.stringify(process.argv.slice(2).map(read)));

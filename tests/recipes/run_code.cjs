// Run code of Zapier or n8n for each JSON line of stdin, and print the list of results.
// A line has `code`, and the names that it reads: `inputData`, or `json`, `nodes` and `counter`.
const lines = require("node:fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
const results = [];
for (const line of lines) {
  const { code, inputData, json, nodes = {}, counter = {} } = JSON.parse(line);
  if (inputData) {
    results.push(new Function("inputData", `let output; ${code}; return output;`)(inputData));
  } else {
    const run = new Function("$json", "$", "$getWorkflowStaticData", code);
    const got = run(json, (name) => ({ item: { json: nodes[name] } }), (kind) => {
      if (kind !== "global") throw new Error(kind);
      return counter;
    });
    results.push({ ...got.json, counter });
  }
}
console.log(JSON.stringify(results));

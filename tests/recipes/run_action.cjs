// Runs the HubSpot action for each line of stdin, {env, inputFields}, with the hosts in argv[2].
const { inspect } = require("node:util");
const axios = require("axios");

const hosts = JSON.parse(process.argv[2]);
axios.interceptors.request.use((config) => {
  const url = new URL(config.url);
  return { ...config, url: hosts[url.host] + url.pathname };
});
const { main } = require("./action.js");

async function run({ env, inputFields }) {
  const present = process.env;
  process.env = { ...present, ...env };
  try {
    let got;
    await main({ object: { objectId: 1 }, inputFields }, (output) => { got = output; });
    return got;
  } catch (error) {
    const { isAxiosError = false, message, response } = error;
    return { error: { isAxiosError, message, status: response?.status, text: inspect(error, { depth: 20 }) } };
  } finally {
    process.env = present;
  }
}

(async () => {
  const results = [];
  for (const line of require("node:fs").readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    results.push(await run(JSON.parse(line)));
  }
  console.log(JSON.stringify(results));
})();

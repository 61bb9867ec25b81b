// Receives Lusha's webhook deliveries. Key and secret come from the environment.
import crypto from "node:crypto";
import express from "express";

const secret = process.env.LUSHA_WEBHOOK_SECRET;
if (!secret) throw new Error("Set LUSHA_WEBHOOK_SECRET.");
const TOLERANCE_SECONDS = 300;

// Ids of handled deliveries. They are lost on restart: replace this with a table of your database.
const handled = new Set();

export function isSigned(body, timestamp, signature) {
  if (!/^[0-9]{1,16}$/.test(timestamp) || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const expected = crypto
    .createHmac("sha256", secret)
    .update(`${timestamp}.`)
    .update(body)
    .digest();
  return crypto.timingSafeEqual(expected, Buffer.from(signature, "hex"));
}

function isRecent(timestamp) {
  // A number this large is in milliseconds.
  const seconds = Number(timestamp) >= 1e11 ? Number(timestamp) / 1000 : Number(timestamp);
  return Math.abs(Date.now() / 1000 - seconds) <= TOLERANCE_SECONDS;
}

function handle(event) {
  // Your code. It runs once for each delivery.
  console.log(JSON.stringify(event));
}

const app = express();

app.get("/hook", (request, response) => {
  response.json({ challenge: String(request.query.challenge ?? "") });
});

// The signature covers the raw bytes, so the body isn't parsed before it is checked.
app.post("/hook", express.raw({ type: () => true, limit: "1mb" }), (request, response) => {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const timestamp = request.get("X-Lusha-Timestamp") ?? "";
  const signature = (request.get("X-Lusha-Signature") ?? "").trim();
  if (!isSigned(body, timestamp, signature) || !isRecent(timestamp)) {
    return response.status(401).json({ error: "The signature isn't valid, or too old." });
  }
  let event;
  try {
    event = JSON.parse(body.toString("utf8"));
  } catch {
    return response.status(400).json({ error: "The body isn't JSON." });
  }
  // An opt-out has no id. A repeated one has the same body.
  const id = event.id ?? crypto.createHash("sha256").update(body).digest("hex");
  if (!handled.has(id)) {
    handle(event);
    handled.add(id);
  }
  response.json({ received: true, timestamp: new Date().toISOString(), webhookId: id });
});

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.error(`Listening on http://127.0.0.1:${server.address().port}/hook`);
});

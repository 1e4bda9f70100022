// On the sheet that a friend gets: puts the answer into a file or into lines of letters (see reply/handing.py).
const form = document.getElementById("answer");
const field = (name) => form.elements[name];
const said = document.getElementById("said");

// SHA-256 (FIPS 180-4): a page opened from a disk may not use the browser's own.
const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const right = (x, n) => (x >>> n) | (x << (32 - n));

function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  bytes.forEach((byte, at) => blocks.setUint8(at, byte));
  blocks.setUint8(bytes.length, 128);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);
  const hash = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
  for (let start = 0; start < blocks.byteLength; start += 64) {
    const w = Array.from({ length: 16 }, (_, n) => blocks.getInt32(start + 4 * n));
    for (let n = 16; n < 64; n += 1) {
      const [a, b] = [w[n - 15], w[n - 2]];
      const low = right(a, 7) ^ right(a, 18) ^ (a >>> 3);
      const high = right(b, 17) ^ right(b, 19) ^ (b >>> 10);
      w[n] = (w[n - 16] + low + w[n - 7] + high) | 0;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let n = 0; n < 64; n += 1) {
      const one = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + ((e & f) ^ (~e & g)) + fraction(Math.cbrt(primes[n])) + w[n]) | 0;
      const two = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, n) => (hash[n] = (hash[n] + x) | 0));
  }
  return hash.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
}

function answer() {
  // Half of a pair of signs would be another sign elsewhere.
  const plain = (text) => new TextDecoder().decode(new TextEncoder().encode(text));
  const name = plain(field("name").value.replace(/\s+/g, " ").trim());
  const text = plain(field("text").value.trim());
  const { key, sheet } = form.dataset;
  const seal = sha256(["groundswell-answer", sheet, key, name, text].join("\n"));
  return { kind: "groundswell-answer", version: 1, key, name, text, seal };
}

function armoured() {
  const bytes = new TextEncoder().encode(JSON.stringify(answer()));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/=+$/, "");
  return ["BEGIN GROUNDSWELL ANSWER", ...letters.match(/.{1,60}/g), "END GROUNDSWELL ANSWER"].join("\n") + "\n";
}

function written() {
  if (field("text").value.trim()) return true;
  said.textContent = "Write your answer first.";
  field("text").focus();
  return false;
}

document.getElementById("save").addEventListener("click", () => {
  if (!written()) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(answer()) + "\n"], { type: "application/json" }));
  link.download = "answer.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  said.textContent = "Saved as answer.json. Send that file back.";
});

document.getElementById("copy").addEventListener("click", async () => {
  if (!written()) return;
  const lines = field("armour");
  lines.value = armoured();
  document.getElementById("lines").hidden = false;
  let copied = false;
  try {
    await navigator.clipboard.writeText(lines.value);
    copied = true;
  } catch {
    lines.select();
    copied = document.execCommand("copy");
  }
  said.textContent = copied ? "Copied. Paste it into a mail or a message back." : "Copy these lines into a mail or a message back.";
});

form.addEventListener("submit", (event) => event.preventDefault());
for (const one of document.querySelectorAll("[data-script]")) one.hidden = false;

// core.js: the C core in this page. Text goes in as UTF-8; the answer is an
// object of words and numbers, all of them strings; name_first and name_last
// are offsets into the octets of the text (tools/wasm/glue.c).

const WORDS = ["command", "protocol", "host", "provider", "from"];

async function inflate(base64) {
  const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Writes a word of the context, cut to its room, with a zero behind it.
function writeWord(core, which, word) {
  const most = core.page_max_word();
  const octets = new TextEncoder().encode(word || "").subarray(0, most);
  const room = new Uint8Array(core.memory.buffer, core.page_word(which), most + 1);
  room.fill(0);
  room.set(octets);
}

function readAnswer(core, length) {
  const octets = new Uint8Array(core.memory.buffer, core.page_answer(), length);
  const answer = {};
  for (const line of new TextDecoder().decode(octets).split("\n")) {
    const tab = line.indexOf("\t");
    if (tab > 0) answer[line.slice(0, tab)] = line.slice(tab + 1);
  }
  return answer;
}

// The verdict on a text; `octets` of the answer is the text as it was read,
// which is cut where it is too long.
function explainWith(core, text, context) {
  const octets = new TextEncoder().encode(text).subarray(0, core.page_max_text());
  new Uint8Array(core.memory.buffer, core.page_text(), octets.length).set(octets);
  WORDS.forEach((name, which) => writeWord(core, which, context[name]));
  const answer = readAnswer(core,
    core.page_explain(octets.length, context.expired ? 1 : 0));
  answer.octets = octets;
  return answer;
}

// A promise of explain(text, context); fails where there is no core.
async function openCore() {
  const base64 = document.getElementById("core").textContent.trim();
  if (base64 === "") throw new Error("this copy was made without the core");
  const { instance } = await WebAssembly.instantiate(await inflate(base64), {});
  return (text, context) => explainWith(instance.exports, text, context || {});
}

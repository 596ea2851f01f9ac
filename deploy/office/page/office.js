// Sends one workbook to /check, shows each step of the answer as it comes (office.py says what a line is), and waits where another
// one is being checked. What the server says is text: nothing of it becomes HTML.
import { WORDS } from "./words.js";

const MOST_BYTES = 24 * 1024 * 1024;
const TURN_AGAIN_MS = 3000;
const FEW_ROWS = 20;
const FEW_PICTURES = 12;
const LANGUAGE = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh";
const words = WORDS[LANGUAGE];
const $ = (id) => document.getElementById(id);

const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const time = (iso) => new Date(iso).toLocaleTimeString(words.locale, { hour: "2-digit", minute: "2-digit" });
const day_and_time = (iso) => new Date(iso).toLocaleString(words.locale, { dateStyle: "medium", timeStyle: "short" });

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// What the page says before anything is dropped.

function speak() {
  document.documentElement.lang = words.locale === "zh-CN" ? "zh-CN" : "en";
  document.title = `${words.product} · ${words.title}`;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = words[element.dataset.say];
  $("template").href = `/template?lang=${LANGUAGE}`;
  $("other").href = LANGUAGE === "zh" ? "?lang=en" : "?lang=zh";
  $("other").lang = LANGUAGE === "zh" ? "en" : "zh-CN";
  $("other").textContent = words.other;
}

// Where the check stands.

const STEPS = ["received", "check", "compare", "draw"];
let run = null; // { file, stop: AbortController, changed: Set of ids }

function mark(step, state) {
  $(`step-${step}`).className = state;
  $(`step-${step}`).toggleAttribute("aria-current", state === "now");
}

function verdict(kind, text) {
  $("verdict").className = kind;
  $("verdict").textContent = text;
}

function note(text) {
  $("note").textContent = text;
}

function start(file) {
  document.body.classList.add("running");
  for (const id of ["problems", "changes", "pictures", "kept"]) $(id).hidden = true;
  $("run").hidden = false;
  $("again").hidden = true;
  $("leave").hidden = true;
  $("which").textContent = "";
  for (const step of STEPS) mark(step, "");
  mark("received", "now");
  verdict("working", words.working);
  note(words.sending);
  run = { file, stop: new AbortController(), changed: new Set(), problems: null, ended: false };
}

function stop(text) {
  for (const step of STEPS) if ($(`step-${step}`).className === "now") mark(step, "failed");
  if (run?.problems === null) verdict("bad", words.stopped);
  note(text);
  finish();
}

function finish() {
  $("leave").hidden = true;
  $("again").hidden = false;
  $("verdict").focus({ preventScroll: true });
}

function reset() {
  run?.stop.abort();
  run = null;
  document.body.classList.remove("running");
  for (const id of ["run", "problems", "changes", "pictures", "kept"]) $(id).hidden = true;
  $("file").value = "";
  $("file").focus();
}

// Lists that show a few rows first.

function list(section, rows, few) {
  const into = section.querySelector("tbody, ul:not(.findings), .thumbnails");
  const more = section.querySelector(".more");
  into.replaceChildren(...rows.slice(0, few));
  more.hidden = rows.length <= few;
  more.textContent = say("more", { count: rows.length - few });
  more.onclick = () => {
    into.append(...rows.slice(few));
    more.hidden = true;
    rows[few].querySelector("img")?.closest("button").focus();
  };
}

// The steps of the answer.

/** The sheet and the cell, the row or nothing: `file` is a sheet's name, or the workbook's where it is wrong as a whole. */
function place(problem) {
  const sheet = problem.file && !/\.xlsx$/i.test(problem.file) ? problem.file : words.whole_file;
  return [sheet, problem.cell || (problem.line ? say("row", problem) : "")];
}

function show_problems(answer) {
  run.problems = answer.count;
  mark("check", answer.count ? "failed" : "done");
  verdict(answer.count ? "bad" : "good", answer.count ? say("faults", answer) : words.clean);
  if (answer.buildable) mark("compare", "now");
  for (const step of answer.buildable ? [] : ["compare", "draw"]) mark(step, "passed");
  note("");
  if (!answer.count) return;
  const section = $("problems");
  section.hidden = false;
  section.querySelector("h2").textContent = say("problems", answer);
  section.querySelector(".explain").textContent = answer.buildable ? words.problems_go_on : words.problems_stop;
  section.querySelector(".rest").textContent = answer.count > answer.problems.length ? say("rest", { count: answer.count - answer.problems.length }) : "";
  list(section, answer.problems.map((problem) => {
    const row = make("tr");
    row.append(...[...place(problem), problem.message, problem.fix].map((text) => make("td", "", text)));
    return row;
  }), FEW_ROWS);
}

const shown = (cell) => (cell === "" ? words.nothing : cell);

/** "目标值（value）" without the name that only programs use. */
const heading = (change) => (change.heading || change.column).replace(/（\w+）$/, "");

/** One item for each row of a table that changes, with all of its cells. */
function change_items(changes) {
  const items = new Map();
  for (const change of changes) {
    run.changed.add(change.table === "observation" ? change.what.split(",")[0] : change.row);
    const key = `${change.kind} ${change.table} ${change.row}`;
    if (!items.has(key)) {
      const item = make("li");
      const what = make("div");
      what.append(make("span", "row", change.what || change.row));
      item.append(make("span", `kind ${change.kind}`, words[change.kind]), make("span", "table", change.sheet || change.table), what);
      items.set(key, item);
    }
    if (change.kind === "changed")
      items.get(key).lastChild.append(make("span", "was", say("change", { column: heading(change), from: shown(change.from), to: shown(change.to) })));
  }
  return [...items.values()];
}

function show_changes(answer) {
  mark("compare", "done");
  mark("draw", "now");
  const section = $("changes");
  section.hidden = false;
  section.querySelector("h2").textContent = answer.count || answer.against === null ? say("changes", { count: answer.count }) : words.no_changes;
  if (answer.against === null) section.querySelector("h2").textContent = words.step_compare;
  section.querySelector(".explain").textContent = answer.against === null ? words.against_nothing : say("against", { version: answer.against });
  section.querySelector(".rest").textContent = answer.count > answer.changes.length ? say("rest", { count: answer.count - answer.changes.length }) : "";
  list(section, change_items(answer.changes), FEW_ROWS);
}

function is_changed(picture) {
  const about = picture.id.split("/")[1];
  return about !== undefined && [...run.changed].some((id) => id !== "" && about === id);
}

let gallery = []; // of the language that is shown: { source, caption }

function thumbnail(upload, picture, index) {
  const scene = words.scenes[picture.id.split("/")[0]] || picture.id;
  const caption = picture.title ? `${scene} · ${picture.title}` : scene;
  gallery.push({ source: `/uploads/${upload}/${picture.file.split("/").map(encodeURIComponent).join("/")}`, caption });
  const button = make("button");
  button.type = "button";
  const image = make("img");
  image.loading = "lazy";
  image.src = gallery[index].source;
  image.alt = "";
  const text = make("span", "caption");
  text.append(make("span", "scene", `${scene} `), picture.title || "");
  text.title = caption;
  button.append(image, text);
  button.onclick = () => enlarge(index);
  return button;
}

function show_gallery(upload, pictures) {
  gallery = [];
  const first = (picture) => (is_changed(picture) ? 0 : picture.id === "overview" ? 1 : picture.id === "topics" ? 2 : 3);
  const ordered = pictures.map((picture, index) => [first(picture), index, picture]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  list($("pictures"), ordered.map(([, , picture], index) => thumbnail(upload, picture, index)), FEW_PICTURES);
}

function show_pictures(answer) {
  mark("draw", answer.findings.length || !answer.whole ? "failed" : "done");
  note("");
  const section = $("pictures");
  section.hidden = false;
  section.querySelector("h2").textContent = say("pictures", { count: answer.pictures.length });
  section.querySelector(".explain").textContent = answer.whole ? words.pictures_explain : words.pictures_part;
  const findings = section.querySelector(".findings");
  findings.replaceChildren(...answer.findings.map((line) => make("li", "", line)));
  if (answer.findings.length) section.querySelector(".explain").textContent = words.findings;
  const folders = [...new Set(answer.pictures.map((picture) => picture.file.split("/")[0]))];
  const of = (folder) => answer.pictures.filter((picture) => picture.file.startsWith(folder + "/"));
  const upload = run.id;
  const buttons = folders.map((folder) => {
    const button = make("button", "button quiet", words.languages[folder.slice(0, 2)] || folder);
    button.type = "button";
    button.onclick = () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      show_gallery(upload, of(folder));
    };
    return button;
  });
  section.querySelector(".languages").replaceChildren(...buttons);
  section.querySelector(".languages").hidden = folders.length < 2;
  buttons[0]?.click();
}

const ANSWERS = {
  received(answer) {
    run.id = answer.id;
    mark("received", "done");
    mark("check", "now");
    note("");
    $("which").textContent = say("which", { file: answer.file, who: answer.who, at: day_and_time(answer.at) });
    $("kept-where").textContent = `${answer.folder}/${answer.file}`;
    $("kept-print").textContent = answer.sha256;
  },
  checked: show_problems,
  compared: show_changes,
  drawing: (answer) => note(say("drawing", answer)),
  drawn: show_pictures,
  failed(answer) {
    mark(answer.at, "failed");
    if (answer.at === "check") for (const step of ["compare", "draw"]) mark(step, "passed");
    if (answer.at === "compare") mark("draw", "now");
    if (answer.at === "check") verdict("bad", words.stopped);
    note(answer.why === "time" ? words.out_of_time : say("failed", answer));
  },
  end() {
    run.ended = true;
    $("kept").hidden = run.problems !== 0;
  },
};

// Sending.

const REFUSALS = { 413: "too_large", 415: "not_workbook", 403: "origin" };

async function send(bytes) {
  const { file, stop: stopping } = run;
  for (;;) {
    const answer = await fetch(`/check?lang=${LANGUAGE}`, {
      method: "POST", body: bytes, signal: stopping.signal,
      headers: { "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) },
    });
    if (answer.status !== 503) return answer;
    const busy = await answer.json().catch(() => ({}));
    verdict("working", words.waiting);
    note(say("busy", { who: busy.who || words.somebody, since: busy.since ? time(busy.since) : "" }));
    $("leave").hidden = false;
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, TURN_AGAIN_MS);
      stopping.signal.addEventListener("abort", () => { clearTimeout(timer); reject(stopping.signal.reason); }, { once: true });
    });
  }
}

async function read_steps(answer) {
  $("leave").hidden = true;
  verdict("working", words.working);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) {
      const step = JSON.parse(line);
      ANSWERS[step.step]?.(step);
    }
  }
}

function why_not(file) {
  if (!/\.xlsx$/i.test(file.name)) return "not_workbook";
  if (file.size > MOST_BYTES) return "too_large";
  return file.size === 0 ? "empty" : null;
}

const about = (file) => ({ file: file.name, size: `${Math.ceil(file.size / 1024 / 1024).toLocaleString(words.locale)} MB` });

async function check(file) {
  run?.stop.abort();
  start(file);
  const own = run;
  const wrong = why_not(file);
  if (wrong) return stop(say(wrong, about(file)));
  let bytes;
  try {
    bytes = await file.arrayBuffer(); // a file that is saved meanwhile is sent as it was
  } catch {
    return stop(say("unreadable", about(file)));
  }
  try {
    const answer = await send(bytes);
    if (!answer.ok) return stop(say(REFUSALS[answer.status] || "broke_off", about(file)));
    await read_steps(answer);
    return own.ended ? finish() : stop(words.broke_off);
  } catch (error) {
    if (own.stop.signal.aborted) return undefined;
    return stop(own.id ? words.broke_off : words.no_server);
  }
}

// Dropping and choosing.

function take(files, items) {
  if (files.length === 0) return;
  if (document.body.classList.contains("running") && $("again").hidden) return; // one is on its way
  if (files.length > 1) { start(files[0]); stop(words.not_one); return; }
  const entry = items?.[0]?.webkitGetAsEntry?.();
  if (entry?.isDirectory) { start(files[0]); stop(words.not_file); return; }
  check(files[0]);
}

let depth = 0; // of the elements that the file is dragged over
addEventListener("dragenter", (event) => { event.preventDefault(); depth += 1; document.body.classList.add("over"); });
addEventListener("dragleave", () => { depth -= 1; if (depth <= 0) document.body.classList.remove("over"); });
addEventListener("dragover", (event) => { event.preventDefault(); });
addEventListener("drop", (event) => {
  event.preventDefault();
  depth = 0;
  document.body.classList.remove("over");
  take(event.dataTransfer.files, event.dataTransfer.items);
});
$("file").addEventListener("change", () => take($("file").files));
$("again").addEventListener("click", reset);
$("leave").addEventListener("click", () => { run.stop.abort(); mark("received", "passed"); verdict("bad", words.stopped); note(words.left); finish(); });

// A picture, large.

let open = 0;

function enlarge(index) {
  open = (index + gallery.length) % gallery.length;
  const picture = $("large").querySelector("img");
  picture.src = gallery[open].source;
  picture.alt = gallery[open].caption;
  $("large").querySelector("figcaption").textContent = `${gallery[open].caption}　${open + 1} / ${gallery.length}`;
  if (!$("large").open) $("large").showModal();
}

$("previous").addEventListener("click", () => enlarge(open - 1));
$("next").addEventListener("click", () => enlarge(open + 1));
$("large").addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft") enlarge(open - 1);
  if (event.key === "ArrowRight") enlarge(open + 1);
});
$("large").addEventListener("click", (event) => { if (event.target === $("large")) $("large").close(); });

speak();

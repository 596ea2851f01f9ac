// The page of all screens: loads every minute, says what is wrong first, and keeps what it has when nobody answers.
import { load_fleet, load_heard, load_releases, ORDER, STATES, state_of } from "./data.js";
import { at, fitting, icon, rings } from "./field.js";
import { show_screen } from "./screen.js";
import { age, lang, number, remedy_of, say, time, title_of } from "./words.js";

const EVERY_S = 60;
const OLD_S = 240;  // rules are looked at, and the list is said, once a minute
const MOST_ROWS = 5;  // of each alert, before the others are asked for; fewer where not all alerts are on the page otherwise
const here = (id) => document.getElementById(id);
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const screen_link = (id) => `#screen=${encodeURIComponent(id)}`;
const hall_link = (area, hall) => `#hall=${encodeURIComponent(area)}/${encodeURIComponent(hall)}`;

const MOST_PRINTED = 40;
const [ROW_PX, FOOT_PX] = [26, 18];

let fleet = null;
let loaded_s = 0;
let only = null;  // a state
const opened = new Set();
let layout = null;

async function refresh() {
  try {
    fleet = await load_fleet();
    loaded_s = Date.now() / 1000;
    warn("");
    show();
    show_releases(await load_releases());
  } catch (error) {
    const why = error.name === "TimeoutError" ? "25 s" : error.message;
    warn(fleet ? say("unanswered", { why, time: time(loaded_s) }) : say("unanswered_first", { why }));
    if (fleet && document.body.dataset.page === "overview") show_overview();  // in what room the warning leaves
  }
}

/** `failed`: nobody answers, in words; otherwise what is old in an answer. */
function warn(failed) {
  const told = failed ? [failed] : [];
  if (fleet && !failed) {
    const looked = loaded_s - fleet.looked;
    if (fleet.looked === undefined) told.push(say("unlooked_ever"));
    else if (looked > OLD_S) told.push(say("unlooked", { age: age(looked) }));
    if (fleet.screens.size && loaded_s - fleet.listed > OLD_S) told.push(say("unlisted", { age: age(loaded_s - fleet.listed) }));
  }
  here("warning").textContent = told.join(" ");
  here("warning").hidden = told.length === 0;
  document.body.classList.toggle("old", told.length > 0);
  here("asof").textContent = fleet ? say("asof", { time: new Date(loaded_s * 1000).toLocaleTimeString(lang === "en" ? "en-GB" : "zh-CN", { hour12: false }) }) : "";
}

// The first page.

function show_overview() {
  const { screens, counts } = fleet;
  const wrong = screens.size - counts.well;
  const all = fleet.alerts.some((alert) => !alert.screen) || wrong ? "some" : "all_well";
  here("question").textContent = say(screens.size ? all : "empty", { all: number(screens.size), wrong: number(wrong) });
  document.title = wrong ? `(${wrong}) ${say("product")}` : say("product");
  here("counts").innerHTML = STATES.map((state) => `<button type="button" class="${state}" data-state="${state}" aria-pressed="${only === state}"${counts[state] || only === state ? "" : " disabled"}>`
    + `${icon(state, 30)}<b>${number(counts[state])}</b><span>${say(state)}</span></button>`).join("");
  show_troubles();
  show_field();
}

function show_releases(releases) {
  here("releases").innerHTML = releases.length ? `<span>${say("releases")}</span>${releases.slice(0, 3).map((release) =>
    `<span><b>${escape(release.version)}</b> <span class="hash">${escape(release.sha256.slice(0, 8))}</span> ${say("of_screens", { count: number(release.value) })}</span>`).join("")}` : "";
}

let is_printed = false;
const is_narrow = () => innerWidth < 900;

/** Every alert has its line; what room is left goes to rows of screens, the worst alerts' first. */
function show_troubles() {
  const shown = fleet.alerts.filter((alert) => !only || (alert.screen ? fleet.screens.get(alert.screen)?.state === only : state_of(alert.alertname) === only));
  const groups = ORDER.map((name) => ({ name, alerts: shown.filter((alert) => alert.alertname === name) })).filter(({ alerts }) => alerts.length);
  for (const group of groups) group.rows = is_printed ? MOST_PRINTED : is_narrow() ? 3 : group.alerts.length === 1 || !group.alerts[0].screen ? 1 : 0;
  draw_troubles(groups);
  let room = is_printed || is_narrow() ? 0 : innerHeight - FOOT_PX - here("troubles").getBoundingClientRect().bottom - scrollY;
  for (const group of groups.toReversed()) {
    if (room >= 0 || !group.rows || !group.alerts[0].screen || is_narrow() || is_printed) continue;
    group.rows = 0;
    room += ROW_PX;
  }
  for (let most = 1; most <= MOST_ROWS; most += 1) {
    for (const group of groups) {
      if (group.rows >= most || group.alerts.length < most || opened.has(group.name) || room < ROW_PX) continue;
      group.rows += 1;
      room -= ROW_PX;
    }
  }
  draw_troubles(groups);
}

function draw_troubles(groups) {
  here("troubles").innerHTML = groups.map(({ name, alerts, rows }) => {
    const told = opened.has(name) ? alerts : alerts.slice(0, rows);
    const more = alerts.length > told.length || opened.has(name) ? `<button type="button" class="more" data-open="${name}" aria-expanded="${opened.has(name)}">${say(opened.has(name) ? "fewer" : "all_of", { count: number(alerts.length) })}</button>` : "";
    return `<section class="trouble"><div class="head"><h2>${icon(state_of(name))}<span>${title_of(name)}</span></h2>${more}</div>${told.length ? `<ul>${told.map(row).join("")}</ul>` : ""}</section>`;
  }).join("") || (fleet.alerts.length ? "" : `<p class="none">${say("no_trouble")}</p>`);
}

function row(alert) {
  const since = alert.since ? `<span class="since">${say("since", { time: time(alert.since) })}</span>` : "";
  if (alert.screen) {
    const { area, hall } = fleet.screens.get(alert.screen) ?? alert;
    return `<li><a href="${screen_link(alert.screen)}">${escape(alert.screen)}</a><span class="place" title="${escape(area)}">${escape(hall)}</span>${since}</li>`;
  }
  const place = alert.hall ? `<a href="${hall_link(alert.area, alert.hall)}">${escape(alert.hall)}</a><span class="place">${escape(alert.area)}</span>` : `<span class="place">${escape(alert.area ?? alert.role ?? "")}</span>`;
  return `<li>${place}${since}</li><li class="remedy">${remedy_of(alert.alertname)}</li>`;
}

function show_field() {
  const box = here("areas");
  const height = is_narrow() ? 1 : innerHeight - box.getBoundingClientRect().top - scrollY - here("foot").offsetHeight - 16;
  layout = fitting(fleet.areas, box.clientWidth, height, is_narrow() && fleet.screens.size <= 1000 ? 18 : is_narrow() ? 9 : 8);
  box.style.setProperty("--gap", `${layout.gap}px`);
  box.style.setProperty("--pitch", layout.pitch);
  box.style.setProperty("--between", `${layout.between}px`);
  box.className = layout.beside ? "beside" : "";
  box.innerHTML = fleet.areas.map((area, index) => {
    const count = area.halls.reduce((sum, hall) => sum + hall.screens.length, 0);
    const wrong = area.halls.reduce((sum, hall) => sum + wrong_of(hall), 0);
    return `<section class="area"><h2 id="area-${index}">${escape(area.name)}<span>${say(wrong ? "area_wrong" : "area_count", { count: number(count), halls: number(area.halls.length), wrong: number(wrong) })}</span></h2>`
      + `<div class="halls" role="group" aria-labelledby="area-${index}">${area.halls.map((hall, order) => hall_picture(hall, order === 0)).join("")}</div></section>`;
  }).join("");
  performance.mark("field");
}

const wrong_of = (hall) => hall.screens.filter((screen) => screen.state !== "well").length;

function hall_picture(hall, first) {
  const wrong = wrong_of(hall);
  const words = say(wrong ? "hall_wrong" : "hall_count", { hall: hall.name, count: hall.screens.length, wrong });
  const faded = only && !hall.screens.some((screen) => screen.state === only) ? " faded" : "";
  return `<a class="hall${wrong ? " wrong" : ""}${faded}" href="${hall_link(hall.area, hall.name)}" tabindex="${first ? 0 : -1}">${rings(hall.screens, layout)}${layout.named ? `<span class="name" aria-hidden="true">${escape(hall.name)}</span>` : ""}<span class="unseen">${escape(words)}</span></a>`;
}

const hall_of = (link) => {
  const [area, hall] = link.hash.slice("#hall=".length).split("/").map(decodeURIComponent);
  return fleet.areas.find((each) => each.name === area)?.halls.find((each) => each.name === hall);
};

function pointed_at(event) {
  const link = event.target.closest?.(".hall");
  const picture = link?.querySelector("svg");
  if (!picture) return [];
  const place = picture.getBoundingClientRect();
  const hall = hall_of(link);
  return [hall, event.clientX === undefined ? undefined : at(hall.screens, layout, event.clientX - place.left, event.clientY - place.top)];
}

function say_pointed(event) {
  const [hall, screen] = pointed_at(event);
  here("pointed").innerHTML = !hall ? "" : `${escape(hall.area)} · ${escape(hall.name)}${screen ? ` · <b>${escape(screen.id)}</b> ${icon(screen.state, 16)} ${say(screen.state)}` : ` · ${number(hall.screens.length)}`}`;
}

/** Within an area the arrows go from hall to hall; Tab goes on to the next area. */
function step(event) {
  const link = event.target.closest(".hall");
  const all = link ? [...link.parentElement.children] : [];
  const to = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -all.length, End: all.length }[event.key];
  if (!link || to === undefined) return;
  event.preventDefault();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(link) + to))];
  link.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

// A hall: its screens, the wrong ones first.

async function show_hall(area, name) {
  const hall = fleet.areas.find((each) => each.name === area)?.halls.find((each) => each.name === name);
  const rows = [...(hall?.screens ?? [])].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  const draw = (heard) => {
    here("hall").innerHTML = `<p><a class="back" href="#">${say("back")}</a></p><h1>${escape(name)}</h1><p class="where">${escape(area)} · ${number(rows.length)}</p>`
      + `<table><thead><tr><th>${say("state")}</th><th>${say("screen")}</th><th></th><th>${say("reported")}</th></tr></thead><tbody>${rows.map((screen) =>
        `<tr><td>${icon(screen.state)} ${say(screen.state)}</td><td><a href="${screen_link(screen.id)}">${escape(screen.id)}</a></td><td>${screen.alerts.map((alert) => title_of(alert.alertname)).join(lang === "en" ? "; " : "；")}</td>`
        + `<td>${heard ? (heard.has(screen.id) ? say("heard_at", { time: time(heard.get(screen.id)), age: age(loaded_s - heard.get(screen.id)) }) : say("never_heard")) : "…"}</td></tr>`).join("")}</tbody></table>`;
  };
  draw(null);
  try {
    draw(await load_heard(rows));
  } catch (error) {
    warn(say("unanswered", { why: error.message, time: time(loaded_s) }));
  }
}

// Which page.

let shown = "";
function show() {
  const [kind, rest = ""] = location.hash.slice(1).split("=");
  const page = kind === "screen" || kind === "hall" ? kind : "overview";
  for (const id of ["overview", "hall", "screen"]) here(id).hidden = id !== page;
  document.body.dataset.page = page;
  if (page === "overview") show_overview();
  else if (page === "hall") show_hall(...rest.split("/").map(decodeURIComponent));
  else show_screen(here("screen"), fleet, decodeURIComponent(rest), loaded_s);
  if (shown && shown !== location.hash) {
    scrollTo(0, 0);
    (here(page).querySelector("h1") ?? here("main")).setAttribute("tabindex", "-1");
    (here(page).querySelector("h1") ?? here("main")).focus();
  }
  shown = location.hash || "#";
  here("other").href = `?lang=${lang === "en" ? "zh" : "en"}${location.hash}`;
}

function find(event) {
  const typed = here("id").value.trim().toLowerCase();
  const found = typed && fleet ? [...fleet.screens.values()].filter(({ id }) => id.toLowerCase().includes(typed)).slice(0, 8) : [];
  const list = here("found");
  list.hidden = !typed;
  list.innerHTML = found.map((screen) => `<li><a href="${screen_link(screen.id)}">${icon(screen.state, 18)}<b>${escape(screen.id)}</b> ${escape(screen.hall)}</a></li>`).join("")
    || `<li class="none">${say("not_found", { id: escape(here("id").value.trim()) })}</li>`;
  if (event.type === "submit" && found.length) {
    location.hash = screen_link((found.find(({ id }) => id.toLowerCase() === typed) ?? found[0]).id);
    close_find();
  }
}

function close_find() {
  here("id").value = "";
  here("found").hidden = true;
}

function begin() {
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  here("other").textContent = say("other");
  here("other").lang = lang === "en" ? "zh-CN" : "en";
  here("question").textContent = say("loading");
  here("counts").setAttribute("aria-label", say("state"));
  here("find").addEventListener("submit", (event) => { event.preventDefault(); find(event); });
  here("id").addEventListener("input", find);
  here("found").addEventListener("click", close_find);
  here("counts").addEventListener("click", (event) => {
    const state = event.target.closest("button")?.dataset.state;
    if (!state) return;
    only = only === state ? null : state;
    show_overview();
    here("counts").querySelector(`[data-state=${state}]`).focus();
  });
  here("troubles").addEventListener("click", (event) => {
    const name = event.target.dataset.open;
    if (!name) return;
    if (!opened.delete(name)) opened.add(name);
    show_troubles();
    here("troubles").querySelector(`[data-open=${name}]`)?.focus();
  });
  here("areas").addEventListener("pointermove", say_pointed);
  here("areas").addEventListener("focusin", say_pointed);
  here("areas").addEventListener("keydown", step);
  here("areas").addEventListener("click", (event) => {
    const [, screen] = event.detail ? pointed_at(event) : [];
    if (!screen || layout.pitch < 14) return;  // smaller than a finger or a hand's tremble: the hall
    event.preventDefault();
    location.hash = screen_link(screen.id);
  });
  addEventListener("hashchange", () => { if (fleet) show(); });
  addEventListener("resize", () => { if (fleet && document.body.dataset.page === "overview") show_field(); });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== here("id")) { event.preventDefault(); here("id").focus(); }
    if (event.key === "Escape") { if (here("id").value) close_find(); else if (location.hash.length > 1) location.hash = "#"; }
  });
  for (const type of ["beforeprint", "afterprint"]) addEventListener(type, () => { is_printed = type === "beforeprint"; if (fleet) show_troubles(); });
  addEventListener("online", refresh);
  refresh();
  setInterval(refresh, EVERY_S * 1000);
}

begin();

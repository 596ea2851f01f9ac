// One screen: what is wrong with it, how it is, and its last day as it was reported.
import { load_day } from "./data.js";
import { icon } from "./field.js";
import { age, number, remedy_of, say, time, title_of } from "./words.js";

const HOUR_S = 3600;
const HOURS = 24;
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `now` is when the fleet was loaded, in seconds. What has the focus, and a table that was opened, stay when the minute is over. */
export async function show_screen(place, fleet, id, now) {
  const screen = fleet.screens.get(id);
  if (place.dataset.id !== id) {
    place.dataset.id = id;
    place.innerHTML = `<p><a class="back" href="#">${say("back")}</a></p><h1>${escape(id)}</h1><div class="known"></div><div class="day-of"><p>${say("loading")} …</p></div>`;
  }
  place.querySelector(".known").innerHTML = screen
    ? `<p class="where"><a href="#hall=${encodeURIComponent(screen.area)}/${encodeURIComponent(screen.hall)}">${escape(screen.hall)}</a> · ${escape(screen.area)}</p><p class="verdict">${icon(screen.state, 40)}<b>${say(screen.state)}</b></p>${told(screen.alerts)}`
    : `<p class="where">${say("not_found", { id: escape(id) })}</p>`;
  let words = "";
  try {
    const series = await load_day(id, now);
    words = series.length ? facts(series, now) + day(series, now) : `<p>${say("no_reports")}</p>`;
  } catch (error) {
    words = `<p>${say("unanswered_first", { why: escape(error.message) })}</p>`;
  }
  if (place.dataset.id !== id) return;
  const open = place.querySelector("details")?.open;
  place.querySelector(".day-of").innerHTML = words;
  if (open) place.querySelector("details").open = true;
}

function told(alerts) {
  if (!alerts.length) return "";
  return `<ul class="told">${alerts.map((alert) => `<li><b>${title_of(alert.alertname)}</b>${alert.since ? ` <span class="since">${say("since", { time: time(alert.since) })}</span>` : ""}`
    + `<p>${say("what_to_do", { what: remedy_of(alert.alertname) })}</p><p class="guide">${say("guide", { alert: alert.alertname })}</p></li>`).join("")}</ul>`;
}

// How it is.

const bytes = (value) => (value >= 1e9 ? `${number(Math.round(value / 1e8) / 10)} GB` : `${number(Math.round(value / 1e6))} MB`);

function facts(series, now) {
  const ends = series.map(({ name, labels, points }) => ({ name, labels, moment: points.at(-1)[0], value: points.at(-1)[1] }));
  const heard = Math.max(...ends.map((end) => end.moment));
  const last = (name) => ends.filter((end) => end.name === name && end.moment === heard).at(0);  // of the newest report, or it was not measured
  const value = (name, said) => (last(name) ? said(last(name).value) : say("absent"));
  const shown = last("kiosk_display_shown_info")?.labels;
  const release = last("kiosk_release_info")?.labels;
  const rows = [
    ["reported", say("heard_at", { time: time(heard), age: age(now - heard) })],
    ["shown", shown ? `${escape(on_glass(shown))}${shown.sha256 ? hash(shown.sha256) : ""}` : say("absent")],
    ["current", release ? `${escape(release.version)}${hash(release.sha256)} ${value("kiosk_release_since_timestamp_seconds", (since) => say("current_since", { time: time(since) }))}` : say("absent")],
    ["contact", value("kiosk_sync_contact_age_seconds", (seconds) => say("contact_age", { age: age(seconds) }))],
    ["clock", value("kiosk_clock_offset_seconds", (seconds) => say("seconds", { value: number(Math.round(seconds * 10) / 10) }))],
    ["disk", value("kiosk_disk_free_bytes", (free) => say("of", { value: bytes(free), whole: value("kiosk_disk_size_bytes", bytes) }))],
    ["memory", value("kiosk_memory_available_bytes", bytes)],
    ["temperature", value("kiosk_temperature_celsius", (degrees) => say("celsius", { value: number(Math.round(degrees)) }))],
    ["uptime", value("kiosk_uptime_seconds", age)],
    ["panel", value("kiosk_panels_connected", (count) => say("connected", { count }))],
    ["touch", value("kiosk_touch_devices", (count) => say("connected", { count }))],
    ["program", last("kiosk_build_info") ? escape(last("kiosk_build_info").labels.version) : say("absent")],
  ];
  return `<h2>${say("facts")}</h2><dl>${rows.map(([key, words]) => `<div><dt>${say(key)}</dt><dd>${words}</dd></div>`).join("")}</dl>`;
}

/** What a screen says is on its glass, in words; what nobody knows, as it says it. */
const on_glass = ({ shown, version }) => (shown === "release" ? version : ["program", "plain", "nothing"].includes(shown) ? say(`shown_${shown}`) : shown);

const hash = (text) => ` <span class="hash" title="${escape(text)}">${escape(text.slice(0, 12))}</span>`;

// Its last day, by the hour.

/** The hours of the last day, the present one last: what was reported in each, undefined where nothing was. */
export function hours_of(series, now) {
  const first = (Math.floor(now / HOUR_S) - HOURS + 1) * HOUR_S;
  const all = (name) => series.filter((each) => each.name === name);
  const within = (each, hour) => each.points.filter(([moment]) => moment >= hour && moment < hour + HOUR_S).map((point) => point[1]);
  return Array.from({ length: HOURS }, (_, index) => {
    const hour = first + index * HOUR_S;
    const most = (name) => { const found = all(name).flatMap((each) => within(each, hour)); return found.length ? Math.max(...found) : undefined; };
    const grown = (name) => all(name).map((each) => growth(each.points, hour, hour + HOUR_S)).filter((each) => each !== undefined).reduce((sum, each) => (sum ?? 0) + each, undefined);
    const releases = all("kiosk_display_shown_info").filter((each) => within(each, hour).length).map((each) => on_glass(each.labels));
    return { hour, due: grown("kiosk_display_frames_due_total"), drawn: grown("kiosk_display_frames_drawn_total"), contact: most("kiosk_sync_contact_age_seconds"),
             temperature: most("kiosk_temperature_celsius"), starts: grown("kiosk_display_starts_total"), releases: [...new Set(releases)] };
  });
}

/** How much a counter grew from one moment to another: after a new start it begins at 0. Undefined without two values. */
function growth(points, from, to) {
  const before = points.filter(([moment]) => moment < from).at(-1);
  const within = points.filter(([moment]) => moment >= from && moment < to);
  const values = [...(before ? [before] : []), ...within].map((point) => point[1]);
  if (!within.length || values.length < 2) return undefined;
  return values.slice(1).reduce((sum, value, index) => sum + (value >= values[index] ? value - values[index] : value), 0);
}

function day(series, now) {
  const hours = hours_of(series, now);
  const frames = (hour) => (hour.due === undefined ? "" : say("frames_of", { drawn: number(hour.drawn ?? 0), due: number(hour.due) }));
  const cell = (value, said) => (value === undefined ? "" : said(value));
  const head = ["hour", "frames", "contact_longest", "release", "restarts", "temperature"].map((key) => `<th>${say(key)}</th>`).join("");
  const rows = hours.map((hour) => `<tr><th>${time(hour.hour)}</th><td>${frames(hour)}</td><td>${cell(hour.contact, age)}</td><td>${hour.releases.map(escape).join(", ")}</td><td>${cell(hour.starts, number)}</td>`
    + `<td>${cell(hour.temperature, (value) => say("celsius", { value: number(Math.round(value)) }))}</td></tr>`).reverse();
  return `<h2>${say("day")}</h2>${picture(series, hours, now)}<details><summary>${say("table")}</summary><table class="hours"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></details>`;
}

// Five rows over one axis of time: rings for the picture, a line for what is measured, marks for what happens.

const [LEFT, CELL, ROW] = [150, 44, 74];
const WIDTH = LEFT + HOURS * CELL + 70;

function picture(series, hours, now) {
  const begin = hours[0].hour;
  const x = (moment) => LEFT + ((moment - begin) / HOUR_S) * CELL;
  const word = (row, text) => `<text class="row" x="0" y="${row * ROW + 42}">${text}</text><path class="line" d="M0 ${(row + 1) * ROW + 4}H${WIDTH}"/>`;
  const rows = [
    word(0, say("frames")) + hours.map((hour, index) => ring(LEFT + (index + 0.5) * CELL, 37, hour)).join(""),
    word(1, say("contact")) + line(series, "kiosk_sync_contact_age_seconds", ROW, x, begin, age, 0),
    word(2, say("release")) + releases(series, 2 * ROW, x, begin, now),
    word(3, say("restarts")) + hours.map((hour, index) => (hour.starts ? mark(LEFT + (index + 0.5) * CELL, 3 * ROW + 37, hour.starts) : "")).join(""),
    word(4, say("temperature")) + line(series, "kiosk_temperature_celsius", 4 * ROW, x, begin, (value) => say("celsius", { value: Math.round(value) }), 20),
  ];
  const axis = hours.filter((_, index) => index % 3 === 0).map((hour) => `<text class="hour" x="${x(hour.hour)}" y="${5 * ROW + 32}">${time(hour.hour)}</text><path class="line" d="M${x(hour.hour)} 0V${5 * ROW + 10}"/>`).join("");
  return `<div class="day" tabindex="0" role="region" aria-label="${say("day")}"><svg viewBox="0 0 ${WIDTH} ${5 * ROW + 40}" role="img" aria-label="${say("frames_say")}">${axis}${rows.join("")}</svg></div><p class="caption">${say("frames_say")}</p>`;
}

function ring(x, y, { due, drawn }) {
  const r = 14;
  if (due === 0) return `<path class="nothing" d="M${x - 9} ${y}h18"/>`;
  if (!due) return `<circle class="never" cx="${x}" cy="${y}" r="${r}"/>`;
  const share = Math.min(1, (drawn ?? 0) / due);
  if (share >= 1) return `<circle class="well" cx="${x}" cy="${y}" r="${r}"/>`;
  const angle = share * 2 * Math.PI;
  const pie = share > 0 ? `<path class="well" d="M${x} ${y}V${y - r}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${x + r * Math.sin(angle)} ${y - r * Math.cos(angle)}z"/>` : "";
  return `${pie}<circle class="part" cx="${x}" cy="${y}" r="${r}"/>`;
}

const mark = (x, y, count) => `<path class="warn" d="M${x - 9} ${y + 8}h18l-9 -16z"/><text class="value" x="${x}" y="${y + 26}">${number(count)}</text>`;

/** Reports as they came: a gap of more than 15 minutes is a gap. */
function line(series, name, top, x, begin, said, least) {
  const points = (series.find((each) => each.name === name)?.points ?? []).filter(([moment]) => moment >= begin);
  if (!points.length) return "";
  const most = Math.max(...points.map((point) => point[1]));
  const low = Math.min(least, ...points.map((point) => point[1]));
  const y = (value) => top + 60 - ((value - low) / (most - low || 1)) * 44;
  const path = points.map(([moment, value], index) => `${index && moment - points[index - 1][0] < 900 ? "L" : "M"}${x(moment).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  return `<path class="trace" d="${path}"/><text class="extreme" x="${WIDTH}" y="${y(most) + 6}">${said(most)}</text>`;
}

function releases(series, top, x, begin, now) {
  const reports = series.filter((each) => each.name === "kiosk_display_shown_info")
    .flatMap(({ labels, points }) => points.filter(([moment]) => moment >= begin).map(([moment]) => ({ moment, what: on_glass(labels) }))).sort((a, b) => a.moment - b.moment);
  const spans = [];
  for (const { moment, what } of reports) {
    const span = spans.at(-1);
    if (span?.what === what && moment - span.to < 900) span.to = moment;
    else spans.push({ what, from: moment, to: moment });
  }
  return spans.map(({ what, from, to }) => {
    const wide = Math.max(4, x(Math.min(now, to + 300)) - x(from));
    return `<rect class="span" x="${x(from)}" y="${top + 24}" width="${wide}" height="26"/>${wide > what.length * 10 ? `<text class="inside" x="${x(from) + 8}" y="${top + 43}">${escape(what)}</text>` : ""}`;
  }).join("");
}

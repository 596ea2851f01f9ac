// What the page asks VictoriaMetrics, and what it makes of the answers. What is wrong is decided by the rules (rules/kiosk.yml) alone.

export const QUERIES = {
  listed: "timestamp(kiosk_screen_expected)",
  firing: 'ALERTS{alertstate="firing",alertname=~"Kiosk.+"}',
  since: 'ALERTS_FOR_STATE{alertname=~"Kiosk.+"}',
  looked: "kiosk:rules_timestamp_seconds",
  releases: "count by (version, sha256) (last_over_time(kiosk_release_info[20m]))",
  heard: "kiosk:heard_timestamp_seconds",
};

/** What the page of one screen shows, of the last day. */
export const OF_A_SCREEN = ["kiosk_build_info", "kiosk_uptime_seconds", "kiosk_agent_starts_total", "kiosk_release_info", "kiosk_release_since_timestamp_seconds",
  "kiosk_sync_contact_age_seconds", "kiosk_sync_failures_in_a_row", "kiosk_clock_offset_seconds", "kiosk_disk_free_bytes", "kiosk_disk_size_bytes",
  "kiosk_memory_available_bytes", "kiosk_temperature_celsius", "kiosk_panels_connected", "kiosk_touch_devices", "kiosk_display_up", "kiosk_display_shown_info",
  "kiosk_display_frames_due_total", "kiosk_display_frames_drawn_total", "kiosk_display_starts_total", "kiosk_display_hall_open"];

/** From the worst to the best. */
export const STATES = ["dark", "fault", "warn", "never", "well"];
const STATE_OF = { KioskDark: "dark", KioskFrozen: "fault", KioskNoPanel: "fault", KioskRestarting: "fault", KioskStale: "warn", KioskNotConverged: "warn",
  KioskClockWrong: "warn", KioskDiskNearlyFull: "warn", KioskNeverReported: "never" };
/** Alerts of more than one screen, then of one: the order in which they are told. */
export const ORDER = ["KioskTrustExpiring", "KioskListMissing", "KioskAreaFailing", "KioskHallSilent", ...Object.keys(STATE_OF)];

const key_of = (labels) => [labels.alertname, labels.screen, labels.area, labels.hall, labels.role].join("\n");
export const state_of = (alert) => STATE_OF[alert] ?? "dark";
const quoted = (text) => JSON.stringify(text);  // as PromQL writes a string

async function ask(query, step = "5m") {
  const answer = await fetch(`/api/v1/query?${new URLSearchParams({ query, step, nocache: 1 })}`, { signal: AbortSignal.timeout(25000) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).data.result.map(({ metric, value }) => ({ ...metric, value: Number(value[1]) }));
}

/** Everything of the first page but the releases, or an error where VictoriaMetrics does not answer. */
export async function load_fleet() {
  const [listed, firing, since, looked] = await Promise.all([ask(QUERIES.listed), ask(QUERIES.firing, "2m"), ask(QUERIES.since, "2m"), ask(QUERIES.looked, "1d")]);
  return fleet_of({ listed, firing, since, looked });
}

/** [{version, sha256, value: on how many screens}], most first. */
export const load_releases = async () => (await ask(QUERIES.releases)).sort((a, b) => b.value - a.value);

function fleet_of({ listed, firing, since, looked }) {
  const newest = new Map();
  for (const row of listed) if (!(newest.get(row.screen)?.value > row.value)) newest.set(row.screen, row);
  const begun = new Map(since.map((row) => [key_of(row), row.value]));
  const alerts = firing.map((row) => ({ ...row, since: begun.get(key_of(row)) })).sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
  const by_screen = Map.groupBy ? Map.groupBy(alerts, (alert) => alert.screen) : grouped(alerts, (alert) => alert.screen);
  const silent_halls = new Map(alerts.filter((alert) => alert.alertname === "KioskHallSilent").map((alert) => [`${alert.area}\n${alert.hall}`, alert]));
  const areas = new Map();
  const screens = new Map();
  for (const { screen: id, hall: hall_name, area: area_name } of newest.values()) {
    const of_hall = silent_halls.get(`${area_name}\n${hall_name}`);
    const own = by_screen.get(id) ?? [];
    const told = of_hall && !own.some((alert) => alert.alertname === "KioskNeverReported") ? [of_hall, ...own] : own;
    const state = STATES.find((each) => told.some((alert) => state_of(alert.alertname) === each)) ?? "well";
    const area = areas.get(area_name) ?? { name: area_name, halls: new Map() };
    areas.set(area_name, area);
    const hall = area.halls.get(hall_name) ?? { name: hall_name, area: area_name, screens: [] };
    area.halls.set(hall_name, hall);
    const screen = { id, hall: hall_name, area: area_name, state, alerts: told };
    hall.screens.push(screen);
    screens.set(id, screen);
  }
  const order = new Intl.Collator(["zh-CN", "en"], { numeric: true });  // the same places every time
  const sorted = [...areas.values()].sort((a, b) => order.compare(a.name, b.name));
  for (const area of sorted) {
    area.halls = [...area.halls.values()].sort((a, b) => order.compare(a.name, b.name));
    for (const hall of area.halls) hall.screens.sort((a, b) => order.compare(a.id, b.id));
  }
  const counts = Object.fromEntries(STATES.map((state) => [state, 0]));
  for (const screen of screens.values()) counts[screen.state] += 1;
  return { areas: sorted, screens, counts, alerts, looked: looked[0]?.value,
           listed: Math.max(0, ...[...newest.values()].map((row) => row.value)) };
}

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** {screen id: when it was last heard} of a hall's screens. */
export async function load_heard(screens) {
  const wanted = screens.map(({ id }) => id.replaceAll(".", "\\.")).join("|");
  return new Map((await ask(`${QUERIES.heard}{screen=~${quoted(wanted)}}`)).map((row) => [row.screen, row.value]));
}

/** Every report of a screen of the last day: [{name, labels, points: [[seconds, value]]}], as it came, without a value made up in between. */
export async function load_day(id, now) {
  const match = `{screen=${quoted(id)},__name__=~"${OF_A_SCREEN.join("|")}"}`;
  const answer = await fetch(`/api/v1/export?${new URLSearchParams({ "match[]": match, start: Math.round(now - 86400), end: Math.round(now) })}`, { signal: AbortSignal.timeout(25000) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.text()).split("\n").filter(Boolean).map((line) => {
    const { metric: { __name__: name, ...labels }, values, timestamps } = JSON.parse(line);
    return { name, labels, points: timestamps.map((moment, index) => [moment / 1000, values[index]]).sort((a, b) => a[0] - b[0]) };
  });
}

// What the page says, in both languages; {name} is filled in. tests/fleet compares the two, and the alerts with rules/kiosk.yml.
export const WORDS = {
  zh: {
    product: "民生目标公示屏 · 全部屏幕", skip: "跳到内容", find: "找一块屏", other: "English", not_found: "名单里没有“{id}”",
    all_well: "{all} 块屏，都正常。", some: "{all} 块屏，{wrong} 块要看。", empty: "名单里还没有屏。",
    asof: "{time} 的情况", loading: "正在取数",
    dark: "没有消息", fault: "画面故障", warn: "要留意", never: "从未报告", well: "正常",
    unanswered: "VictoriaMetrics 没有回答（{why}）。下面是 {time} 的情况，现在可能已经不同。", unanswered_first: "VictoriaMetrics 没有回答（{why}）。每分钟再试一次。",
    unlooked: "规则已有 {age} 没有人看：vmalert 可能停了，新的故障不会出现在这里。", unlooked_ever: "规则还没有人看过：vmalert 可能没有启动，这里看不出故障。", unlisted: "应有哪些屏的名单已有 {age} 没有更新。",
    since: "{time} 起", all_of: "全部 {count} 块", fewer: "收起", no_trouble: "没有要处理的。", releases: "现在的期号", of_screens: "{count} 块",
    hall_count: "{hall}，{count} 块屏", hall_wrong: "{hall}，{count} 块屏，{wrong} 块要看", area_count: "{count} 块，{halls} 个厅", area_wrong: "{count} 块，{wrong} 块要看",
    back: "返回全部", reported: "最后报告", never_heard: "没有报告过", heard_at: "{time}（{age} 前）", state: "情况", screen: "屏", place: "地点",
    what_to_do: "怎么办：{what}", guide: "详见 docs/operating/alerts.md：{alert}",
    facts: "现在", day: "最近一天", no_reports: "最近一天没有收到报告。",
    shown: "屏上", shown_program: "程序自带的内容", shown_plain: "只有文字的应急页", shown_nothing: "什么也没有", current: "当前版本", current_since: "{time} 起",
    contact: "问到发布服务器", contact_age: "{age} 前", program: "程序", clock: "时钟偏差", seconds: "{value} 秒", disk: "磁盘剩余", of: "{value}，共 {whole}", memory: "内存可用", temperature: "温度", celsius: "{value} ℃",
    uptime: "已开机", panel: "显示器", touch: "触摸屏", connected: "接着 {count} 个", absent: "没有测到",
    hour: "时间", frames: "画面", frames_of: "{drawn} / {due} 分钟", restarts: "重启", release: "期号", contact_longest: "最久没问到", table: "按小时列表",
    frames_say: "每个圈是一小时：实心是每分钟都有画面，缺口是没有画面的份额，虚线是没有报告，短线是没有该画的。",
    days: "{count} 天", hours: "{count} 小时", minutes: "{count} 分钟", moments: "{count} 秒",
    alerts: {
      KioskTrustExpiring: ["签名快过期", "看发布服务器上每天签名的定时器；根密钥要保管人续签。"],
      KioskListMissing: ["没有屏的名单", "看服务器上 kiosk-fleet-screens.timer 和 kiosk-fleet-screens.service。"],
      KioskAreaFailing: ["一个区的屏一成以上有问题", "先找共同的原因：网络、供电、刚发布的一期。"],
      KioskHallSilent: ["整个大厅没有消息", "打电话问大厅：是否停电、断网。"],
      KioskDark: ["没有消息", "请大厅的人看一眼：屏亮着，多半是网络；黑着，看电源。"],
      KioskFrozen: ["画面停住或没有画面", "请大厅的人看一眼；管理页里重启画面，不行就重启机器。"],
      KioskNoPanel: ["没有接显示器", "看显示器的电源和视频线。"],
      KioskRestarting: ["反复重启", "看是不是刚换了一期或刚升级；是就撤回。不是，看供电和温度。"],
      KioskStale: ["太久没有问到发布服务器", "屏还在报告，所以网络是通的：看发布服务器、代理和证书。"],
      KioskNotConverged: ["没有换到新的一期", "看失败的原因：磁盘满、程序太旧，或画面跳过了这一期。"],
      KioskClockWrong: ["时钟不对", "看校时（NTP）能不能用；断电后又回到旧时间的，换主板电池。"],
      KioskDiskNearlyFull: ["磁盘快满了", "看日志和别的程序占了多少。"],
      KioskNeverReported: ["从未报告", "装好了吗？令牌和地址写对了吗？不再用的，从名单里删掉。"],
    },
  },
  en: {
    product: "Minsheng Kiosk · all screens", skip: "Skip to content", find: "Find a screen", other: "中文", not_found: "“{id}” is not on the list",
    all_well: "{all} screens, all well.", some: "{all} screens, {wrong} to look at.", empty: "There is no screen on the list yet.",
    asof: "as of {time}", loading: "loading",
    dark: "silent", fault: "picture at fault", warn: "to watch", never: "never reported", well: "well",
    unanswered: "VictoriaMetrics does not answer ({why}). Below is how it was at {time}; it may be otherwise by now.", unanswered_first: "VictoriaMetrics does not answer ({why}). It is asked again every minute.",
    unlooked: "Nobody has looked at the rules for {age}: vmalert may have stopped, and new faults are not shown here.", unlooked_ever: "Nobody has looked at the rules yet: vmalert may not be running, and no fault is shown here.", unlisted: "The list of screens was last said {age} ago.",
    since: "since {time}", all_of: "all {count}", fewer: "fewer", no_trouble: "Nothing to do.", releases: "Releases", of_screens: "on {count}",
    hall_count: "{hall}, {count} screens", hall_wrong: "{hall}, {count} screens, {wrong} to look at", area_count: "{count}, {halls} halls", area_wrong: "{count}, {wrong} at fault",
    back: "all screens", reported: "last report", never_heard: "none yet", heard_at: "{time} ({age} ago)", state: "state", screen: "screen", place: "place",
    what_to_do: "What to do: {what}", guide: "More: docs/operating/alerts.md, {alert}",
    facts: "Now", day: "The last day", no_reports: "No report came in the last day.",
    shown: "on the glass", shown_program: "the catalog in the program", shown_plain: "the plain page", shown_nothing: "nothing", current: "current release", current_since: "since {time}",
    contact: "origin answered", contact_age: "{age} ago", program: "program", clock: "clock is off by", seconds: "{value} s", disk: "disk free", of: "{value} of {whole}", memory: "memory available", temperature: "temperature", celsius: "{value} °C",
    uptime: "running for", panel: "panel", touch: "touch panel", connected: "{count} connected", absent: "not measured",
    hour: "time", frames: "picture", frames_of: "{drawn} of {due} min", restarts: "starts", release: "release", contact_longest: "longest without origin", table: "by hour, as a table",
    frames_say: "A ring is an hour: full where every minute had its picture, open by the share that had none, dashed without a report, a dash where none was due.",
    days: "{count} d", hours: "{count} h", minutes: "{count} min", moments: "{count} s",
    alerts: {
      KioskTrustExpiring: ["Signatures are about to expire", "Look at the timer that signs every day on the origin; the root is renewed by those who hold its keys."],
      KioskListMissing: ["No list of screens", "Look at kiosk-fleet-screens.timer and kiosk-fleet-screens.service on the server."],
      KioskAreaFailing: ["One in ten screens of an area is at fault", "Look for what they share: network, mains, a new release."],
      KioskHallSilent: ["Nothing is heard from a whole hall", "Call the hall: has it mains, has it a network?"],
      KioskDark: ["Nothing is heard", "Have somebody look: lit, it is the network; dark, the mains."],
      KioskFrozen: ["The picture stands still, or there is none", "Have somebody look; restart the display from the admin's page, then the machine."],
      KioskNoPanel: ["No panel is connected", "Look at the panel's mains and at its cable."],
      KioskRestarting: ["It starts again and again", "After a new release or program: take it back. Otherwise mains and temperature."],
      KioskStale: ["The origin has not answered for long", "It reports, so there is a network: look at the origin, proxy and certificates."],
      KioskNotConverged: ["It has not come to the current release", "See why passes fail: disk, an old program, or a release the display passes over."],
      KioskClockWrong: ["The clock is wrong", "Does NTP work? Back in the past after each power cut: change the battery."],
      KioskDiskNearlyFull: ["The disk is nearly full", "Look at what logs and other programs take."],
      KioskNeverReported: ["It has never reported", "Is it installed, are token and address right? Take it off the list if it is gone."],
    },
  },
};

export const lang = new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh";
export const say = (key, values = {}) => WORDS[lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const title_of = (alert) => WORDS[lang].alerts[alert]?.[0] ?? alert;
export const remedy_of = (alert) => WORDS[lang].alerts[alert]?.[1] ?? "";

const locale = lang === "en" ? "en-GB" : "zh-CN";
export const number = (value) => value.toLocaleString(locale);
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
const date = new Intl.DateTimeFormat(locale, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

/** A moment, in seconds: the time alone where it is of today. */
export function time(seconds) {
  const moment = new Date(seconds * 1000);
  return (moment.toDateString() === new Date().toDateString() ? clock : date).format(moment);
}

export function age(seconds) {
  for (const [unit, size] of [["days", 172800], ["hours", 5400], ["minutes", 90]]) {
    const one = { days: 86400, hours: 3600, minutes: 60 }[unit];
    if (seconds >= size) return say(unit, { count: number(Math.round(seconds / one)) });
  }
  return say("moments", { count: Math.max(0, Math.round(seconds)) });
}

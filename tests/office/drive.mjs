// Drops files on the office's page in Chromium and reads what it says. usage: node drive.mjs PLAN.json (page_test.py writes it)
import { readFileSync } from "node:fs";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { chromium } = await import(plan.playwright);
const [first, second] = Object.keys(plan.people);
const PATIENCE_MS = 300000;
const SIZE = { width: 1280, height: 800 };
let count = 0;
let faults = 0;

function check(holds, what) {
  count += 1;
  if (holds) return;
  faults += 1;
  console.log("FAULT:", what);
}

const browser = await chromium.launch({ executablePath: plan.chromium, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });

/** A page as `who` has it open. What it complains of is collected in `complaints`. */
async function open(who, path = "/", origin = plan.origin) {
  const context = await browser.newContext({ viewport: SIZE, ignoreHTTPSErrors: true, locale: "zh-CN", timezoneId: "Asia/Shanghai",
                                             httpCredentials: { username: who, password: plan.people[who] } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.complaints = [];
  page.foreign = [];
  page.on("console", (message) => { if (message.type() === "error") page.complaints.push(message.text()); });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith(origin)) page.foreign.push(request.url()); });
  await page.goto(origin + path);
  return page;
}

/** Drags files of the disk over the page and lets them go, as a hand does. */
async function drop(page, ...names) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: names.map((name) => `${plan.files}/${name}`), dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 640, y: 400, data });
  await session.detach();
}

const words = (page, selector) => page.locator(selector).innerText();
const says = (page, selector, text) => page.locator(selector, { hasText: text }).first().waitFor();
const ended = (page) => page.locator("#again").waitFor();

async function picture(page, name, whole = true) {
  if (whole) await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `${plan.pictures}/${name}.png`, fullPage: whole });
}

async function fits(page, what) {
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is wider than 1280 pixels`);
}

async function an_empty_page() {
  const page = await open(first);
  check((await words(page, "h1")) === "表格上屏之前，先在这里检查", "the title");
  check((await page.evaluate(() => document.documentElement.scrollHeight)) <= SIZE.height, "the first page does not fit 1280x800");
  const spoken = await page.evaluate(async () => {
    const { WORDS } = await import("/words.js");
    const served = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    return [...served.querySelectorAll("[data-say]")].filter((element) => element.textContent !== WORDS.zh[element.dataset.say]).map((element) => element.dataset.say);
  });
  check(spoken.length === 0, `index.html says otherwise than words.js: ${spoken}`);
  await picture(page, "1-empty");
  await page.keyboard.press("Tab");
  check((await page.evaluate(() => document.activeElement.id)) === "template", "the keyboard comes to the template first");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  check((await page.evaluate(() => document.activeElement.id)) === "file", "the keyboard comes to the file");
  await picture(page, "1-keyboard", false);
  const got = page.waitForEvent("download");
  await page.click("#template");
  check((await got).suggestedFilename() === "模板.xlsx", "the template's name");
  await page.click("#other");
  await says(page, "h1", "Check a workbook before it goes on the screens");
  check((await page.getAttribute("html", "lang")) === "en" && !/[\u4e00-\u9fff]/.test((await words(page, "main")) + (await words(page, "h1"))), "the English page has Chinese on it");
  check((await page.evaluate(() => document.documentElement.scrollHeight)) <= SIZE.height, "the English page does not fit 1280x800");
  await picture(page, "1-english");
  const missing = await page.evaluate(async () => {
    const { WORDS } = await import("/words.js");
    const keys = (words, before = "") => Object.entries(words).flatMap(([key, value]) => (typeof value === "object" ? keys(value, `${key}.`) : [before + key]));
    const used = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();
    const [zh, en] = [keys(WORDS.zh), keys(WORDS.en)];
    return [...zh.filter((key) => !en.includes(key)), ...en.filter((key) => !zh.includes(key)),
            ...Object.keys(WORDS.zh).filter((key) => typeof WORDS.zh[key] === "string" && used(WORDS.zh[key]) !== used(WORDS.en[key]))];
  });
  check(missing.length === 0, `words that only one language has: ${missing}`);
  await page.context().close();
}

async function a_good_workbook() {
  const page = await open(first);
  await drop(page, "民生计划.xlsx");
  await says(page, "#step-received.done", "收到");
  await picture(page, "2-checking");
  await says(page, "#verdict.good", "没有发现问题");
  await ended(page);
  check((await words(page, "#which")).startsWith(`民生计划.xlsx · ${first} · `), `who and when: ${await words(page, "#which")}`);
  check((await page.locator("#problems").isHidden()) && (await page.locator("#steps .done").count()) === 4, "a good workbook has faults");
  const changes = await words(page, "#changes");
  check(changes.includes("（3 处）") && changes.includes("New and rebuilt parks") && changes.includes("2026.11.30") && changes.includes("名称（英文）："), `the changes: ${changes}`);
  check((await page.locator(".thumbnails button").count()) === 12, "twelve pictures come first");
  check(/^(目标|轮播) 新建公园游园$/.test(await words(page, ".thumbnails button:first-child")), `what changes comes first: ${await words(page, ".thumbnails button:first-child")}`);
  await page.waitForFunction(() => [...document.querySelectorAll(".thumbnails img")].slice(0, 4).every((image) => image.naturalWidth > 0));
  check((await words(page, "#kept-print")).length === 64 && (await words(page, "#kept")).includes("签名发布"), "where the file is");
  await fits(page, "a good workbook");
  await picture(page, "2-good");
  await picture(page, "2-good-first-screen", false);
  await page.click(".thumbnails button:nth-child(2)");
  await page.waitForFunction(() => document.querySelector("#large img").naturalWidth > 0);
  await page.keyboard.press("ArrowRight");
  check((await words(page, "#large figcaption")).includes("3 / "), "the keyboard does not turn over");
  await page.waitForFunction(() => document.querySelector("#large img").complete);
  await picture(page, "2-large", false);
  await page.keyboard.press("Escape");
  check(await page.locator("#large").isHidden(), "Escape does not close the picture");
  await page.click(".languages button:nth-child(2)");
  check((await page.locator(".thumbnails img").first().getAttribute("src")).includes("/en/"), "the English pictures");
  await page.click("#pictures .more");
  check((await page.locator(".thumbnails button").count()) > 12, "not all pictures are shown");
  await page.click("#again");
  check(await page.locator("#drop").isVisible(), "nothing more can be checked");
  check(page.complaints.length === 0, `the page complains: ${page.complaints}`);
  check(page.foreign.length === 0, `the page asks elsewhere: ${page.foreign}`);
  await page.context().close();
}

async function bad_workbooks() {
  const page = await open(second);
  await page.setInputFiles("#file", `${plan.files}/改坏的计划.xlsx`);
  await ended(page);
  const table = await words(page, "#problems table");
  check(plan.cells.every((cell) => table.includes(cell)), `the table names ${plan.cells}: ${table}`);
  check(/^有 \d+ 处要改$/.test(await words(page, "#verdict")) && (await words(page, "#problems .explain")).includes("改好之前不能上屏"), "the verdict on a spoiled workbook");
  check(await page.locator("#kept").isHidden(), "a spoiled workbook is offered to the key holder");
  await fits(page, "a spoiled workbook");
  await picture(page, "3-spoiled");
  await page.click("#again");
  await drop(page, "炸弹.xlsx");
  await ended(page);
  check((await words(page, "#verdict")) === "有 1 处要改" && (await page.locator("#problems tbody tr").count()) === 1, `a bomb: ${await words(page, "main")}`);
  await picture(page, "4-bomb");
  for (const [name, said] of [["旧表格.xls", "不是 .xlsx 工作簿"], ["四个G.xlsx", "有 4,096 MB，超过 24 MB"], ["空.xlsx", "空文件"]]) {
    await page.click("#again");
    await drop(page, name);
    await says(page, "#note", said);
    check((await words(page, "#verdict")) === "没有检查完", `${name}: ${await words(page, "#verdict")}`);
    if (name === "旧表格.xls") await picture(page, "5-wrong-type");
  }
  await page.click("#again");
  await drop(page, "民生计划.xlsx", "空.xlsx");
  await says(page, "#note", "一次只检查一份");
  check(page.complaints.length === 0, `the page complains: ${page.complaints}`);
  await page.context().close();
}

async function two_at_once() {
  const [one, other] = [await open(first), await open(second)];
  await drop(one, "民生计划.xlsx");
  await says(one, "#step-received.done", "收到");
  await drop(other, "改坏的计划.xlsx");
  await says(other, "#verdict", "请稍等，轮到您时自动开始");
  check((await words(other, "#note")).startsWith(`${first} 的表格正在检查`), `the second is told: ${await words(other, "#note")}`);
  await picture(other, "6-waiting");
  await other.click("#leave");
  check((await words(other, "#note")) === "已取消，没有检查。", "leaving");
  await drop(other, "改坏的计划.xlsx");
  await says(other, "#verdict", "请稍等");
  await ended(one);
  await ended(other);
  check((await words(one, "#verdict")) === "没有发现问题" && (await words(other, "#verdict")).startsWith("有 "), "both come to their end");
  await one.context().close();
  await other.context().close();
}

/** Another page in the same browser, where somebody is signed in, cannot send a workbook. */
async function another_origin() {
  const page = await open(first);
  let refused = 0;
  page.on("response", (response) => { if (response.url().includes("/check")) refused = response.status(); });
  const foreign = await page.context().newPage();
  const answers = [];
  foreign.on("response", (response) => answers.push([response.request().method(), response.status()]));
  await foreign.route("https://elsewhere.test/", (route) => route.fulfill({ contentType: "text/html", body: "<p>elsewhere</p>" }));
  await foreign.goto("https://elsewhere.test/");
  const sent = await foreign.evaluate(async (origin) => {
    const results = [];
    for (const options of [{ mode: "no-cors" }, { headers: { "X-File-Name": "a.xlsx" } }])
      results.push(await fetch(`${origin}/check`, { method: "POST", body: "a", credentials: "include", ...options }).then((answer) => answer.type, () => "refused"));
    return results;
  }, plan.origin);
  check(sent[1] === "refused", `another page reads an answer: ${sent}`);
  check(answers.filter(([method, status]) => method === "POST" && status === 200).length === 0, `another page is answered: ${JSON.stringify(answers)}`);
  check(refused === 0, "the page itself sent something");
  const framed = await page.context().newPage();
  await framed.route("https://elsewhere.test/", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${plan.origin}/"></iframe>` }));
  await framed.goto("https://elsewhere.test/");
  check(!(await framed.frames()[1]?.locator("#drop").count()), "another page shows this one in a frame");
  await page.context().close();
}

async function no_server() {
  const page = await open(first);
  await page.context().setOffline(true);
  await drop(page, "民生计划.xlsx");
  await says(page, "#note", "连不上服务器");
  await picture(page, "7-no-server");
  await page.context().close();
}

for (const state of [an_empty_page, a_good_workbook, bad_workbooks, two_at_once, another_origin, no_server]) {
  console.log(state.name.replaceAll("_", " "));
  await state().catch((error) => check(false, `${state.name}: ${error.stack}`));
}
await browser.close();
console.log(`${count} checks, ${faults} failed; pictures in ${plan.pictures}`);
process.exit(faults ? 1 : 0);

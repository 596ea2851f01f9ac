// Opens web pages in Chromium as readers have them: narrow and wide, without script, in each colour scheme, under axe-core.
// usage: node look.mjs PLAN.json (web_test.py writes it)
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { chromium } = await import(plan.playwright);
const axe = readFileSync(plan.axe, "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = [{ width: 320, height: 640 }, { width: 1920, height: 1080 }];
let [count, faults] = [0, 0];

function check(holds, what) {
  count += 1;
  if (holds) return;
  faults += 1;
  console.log("FAULT:", what);
}

const browser = await chromium.launch({ executablePath: plan.chromium, args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });
const address_of = (site, page) => pathToFileURL(`${site.folder}/${page}`).href;

/** Without script: nothing is wider than the window, nothing is loaded from elsewhere, and the keyboard begins at the content. */
async function look(site, viewport) {
  const context = await browser.newContext({ viewport, javaScriptEnabled: false });
  const page = await context.newPage();
  const foreign = [];
  page.on("request", (request) => { if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) foreign.push(request.url()); });
  page.on("requestfailed", (request) => check(false, `${site.name}: ${request.url()} is not there`));
  for (const name of site.pages) {
    await page.goto(address_of(site, name));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    check(width <= viewport.width, `${site.name}: ${name} is ${width} pixels wide at ${viewport.width}`);
    if (name.includes("/")) {
      await page.keyboard.press("Tab");
      check(await page.evaluate(() => document.activeElement.className === "skip" && document.activeElement.getBoundingClientRect().top >= 0), `${name}: the first stop of the keyboard is not seen`);
    }
    await page.screenshot({ path: `${plan.pictures}/${site.name}_${name.replaceAll("/", "_").replace(".html", "")}_${viewport.width}.png` });
  }
  check(foreign.length === 0, `${site.name} asks elsewhere: ${foreign}`);
  await context.close();
}

/** No violation at either width, nor in another scheme of colours. */
async function judge(site, viewport, scheme, pages) {
  const context = await browser.newContext({ viewport, ...scheme });
  const page = await context.newPage();
  for (const name of pages) {
    await page.goto(address_of(site, name));
    await page.evaluate(axe);
    const found = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
    for (const one of found.violations) check(false, `${site.name}: ${name} at ${viewport.width} ${JSON.stringify(scheme)}: ${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`);
    check(found.passes.length > 10, `${name}: axe looked at nothing`);
  }
  await context.close();
}

/** With script the list narrows to what is typed. */
async function find(site, language, word) {
  const context = await browser.newContext({ viewport: SIZES[0] });
  const page = await context.newPage();
  await page.goto(address_of(site, `${language}/find.html`));
  const shown = () => page.locator("#words a:visible").count();
  const all = await shown();
  await page.fill("#wanted", word);
  const some = await shown();
  check(some > 0 && some < all / 4, `${language}: ${word} leaves ${some} of ${all}`);
  check((await page.locator("[role=status]").innerText()).match(/\d/), `${language}: how many were found is not said`);
  await page.fill("#wanted", "147");
  check((await page.locator("#filter a").getAttribute("href")).endsWith("#T-147"), `${language}: 147 does not lead to T-147`);
  await page.fill("#wanted", "");
  check((await shown()) === all, `${language}: not all words come back`);
  await context.close();
}

for (const site of plan.sites) {
  for (const viewport of SIZES) {
    await look(site, viewport);
    // A page has the same markup in each language: one is judged narrow, the other wide.
    await judge(site, viewport, {}, site.pages.filter((name) => !name.startsWith(viewport === SIZES[0] ? "en/" : "zh-CN/")));
  }
  const few = site.pages.filter((_, index) => index % 9 === 1);
  await judge(site, SIZES[0], { colorScheme: "dark" }, few);
  await judge(site, SIZES[1], { contrast: "more" }, few);
  for (const [language, word] of Object.entries(site.word)) await find(site, language, word);
}
await browser.close();
console.log(`${count} checks in Chromium, ${faults} failed; pictures in ${plan.pictures}`);
process.exit(faults ? 1 : 0);

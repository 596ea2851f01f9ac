// Narrows the list of find.html to what is typed: a word, or a target's number. Without it the whole list stands there.
const place = document.getElementById("filter");
const list = document.getElementById("words");
const pages = [...document.querySelectorAll("[data-last]")];
const items = [...list.querySelectorAll("li")].filter((item) => !item.querySelector("li"));
const small = (text) => text.normalize("NFKC").toLowerCase();
const said = new Map(items.map((item) => [item, small((item.parentElement.closest("li") ?? item).textContent)]));

const label = document.createElement("label");
label.textContent = place.dataset.label;
label.htmlFor = "wanted";
const field = document.createElement("input");
Object.assign(field, { id: "wanted", type: "search", autocomplete: "off" });
const found = document.createElement("p");
found.setAttribute("role", "status");
const way = document.createElement("p");
place.append(label, field, found, way);

/** The row of a number among all targets by number; nothing where there is no such number. */
function link_to(number) {
  const page = number > 0 && pages.find((one) => number <= Number(one.dataset.last));
  if (!page) return null;
  const link = document.createElement("a");
  link.textContent = `T-${String(number).padStart(3, "0")}`;
  link.href = `${page.getAttribute("href")}#${link.textContent}`;
  return link;
}

field.addEventListener("input", () => {
  const wanted = small(field.value.trim());
  const number = /^(?:t-?)?(\d+)$/.exec(wanted)?.[1];
  const link = number && link_to(Number(number));
  const targets = new Set(link ? [link.textContent] : []);
  for (const item of items) {
    item.hidden = !said.get(item).includes(wanted);
    if (!item.hidden) targets.add(item.firstElementChild.href);
  }
  for (const group of list.querySelectorAll("li:has(li), section")) group.hidden = !group.querySelector("li:not([hidden]) > a");
  way.replaceChildren(...(link ? [link] : []));
  found.textContent = wanted === "" ? "" : targets.size === 0 ? place.dataset.none : place.dataset.found.replace("{n}", targets.size);
});

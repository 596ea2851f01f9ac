// Narrows the list of find.html to what is typed: a word, or a target's number. Without it the whole list stands there.
const place = document.getElementById("filter");
const list = document.getElementById("words");
const items = [...list.querySelectorAll("li")].filter((item) => !item.querySelector("li"));
const small = (text) => text.normalize("NFKC").toLowerCase();
const spoken = new Map(items.map((item) => [item, small((item.parentElement.closest("li") ?? item).textContent + " " + item.textContent)]));

const label = document.createElement("label");
label.textContent = place.dataset.label;
label.htmlFor = "wanted";
const field = document.createElement("input");
Object.assign(field, { id: "wanted", type: "search", autocomplete: "off" });
const found = document.createElement("p");
found.setAttribute("role", "status");
place.append(label, field, found);

field.addEventListener("input", () => {
  const wanted = small(field.value.trim());
  const number = /^(?:t-?)?0*(\d+)$/.exec(wanted)?.[1];
  const targets = new Set();
  for (const item of items) {
    item.hidden = wanted !== "" && item.dataset.n !== number && !spoken.get(item).includes(wanted);
    if (!item.hidden) targets.add(item.dataset.n);
  }
  for (const group of list.querySelectorAll("li:has(li), section")) group.hidden = !group.querySelector("li[data-n]:not([hidden])");
  found.textContent = wanted === "" ? "" : targets.size === 0 ? place.dataset.none : place.dataset.found.replace("{n}", targets.size);
});

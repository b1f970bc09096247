"use strict";
// The page's only inputs are the JSON in #data and the drawn SVG, whose groups bear the ids node0, edge0, ... in the order
// of data.nodes and data.edges. Text from articles enters the document as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const drawing = document.getElementById("drawing");
const svg = drawing.querySelector("svg");
const panel = document.getElementById("panel");
const nodeGroups = data.nodes.map((_, i) => document.getElementById("node" + i));
const edgeGroups = data.edges.map((_, i) => document.getElementById("edge" + i));

// A line is thin: a wide invisible one beneath the drawing takes the clicks near it.
const lowest = svg.querySelector(".edge");
const wideLines = edgeGroups.map((group) => {
  const line = group?.querySelector("path");
  if (!line) return null;
  const wide = line.cloneNode();
  wide.setAttribute("class", "wide");
  wide.removeAttribute("stroke-dasharray");
  lowest.before(wide);
  return wide;
});

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// ---- filters -------------------------------------------------------------------------------------------------------

const filters = document.getElementById("filters");
const chosen = { type: new Set(), relation: new Set(), standing: new Set(), period: new Set(), from: "", to: "" };

function addFilter(title, name, counts, swatches = {}) {
  const toggle = element("button", { type: "button", className: "toggle", textContent: "none" });
  const set = element("fieldset", {}, element("legend", { textContent: title }, toggle));
  const boxes = [];
  const setAll = (checked) => {
    for (const box of boxes) {
      box.checked = checked;
      chosen[name][checked ? "add" : "delete"](box.dataset.value);
    }
  };
  const sayToggle = () => { toggle.textContent = boxes.every((box) => box.checked) ? "none" : "all"; };
  toggle.setAttribute("aria-label", `${title}: all or none`);
  toggle.dataset.filter = name;
  toggle.addEventListener("click", () => { setAll(toggle.textContent === "all"); sayToggle(); applyFilters(); });
  for (const [value, count] of counts) {
    chosen[name].add(value);
    const box = element("input", { type: "checkbox", checked: true });
    box.dataset.filter = name;
    box.dataset.value = value;
    box.addEventListener("change", () => { chosen[name][box.checked ? "add" : "delete"](value); sayToggle(); applyFilters(); });
    boxes.push(box);
    const label = element("label", {}, box);
    if (swatches[value]) {
      const swatch = element("span", { className: "swatch" });
      swatch.style.background = swatches[value].fill;
      swatch.style.borderColor = swatches[value].border;
      label.append(swatch);
    }
    label.append(value.toLowerCase().replaceAll("_", " ") || "(none)", element("span", { className: "count", textContent: count }));
    set.append(label);
  }
  filters.append(set);
}

function countBy(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

addFilter("Type", "type", countBy(data.nodes, "type"), data.styles);
addFilter("Relation", "relation", countBy(data.edges, "relation"));
addFilter("Certainty", "standing", countBy(data.edges, "standing"));
addFilter("Holds", "period", countBy(data.edges, "period"));
const dates = element("fieldset", {}, element("legend", { textContent: "Reported" }));
for (const end of ["from", "to"]) {
  const input = element("input", { type: "date", id: "date-" + end });
  input.addEventListener("change", () => { chosen[end] = input.value; applyFilters(); });
  dates.append(element("label", {}, end, input));
}
filters.append(dates);

dates.hidden = !data.edges.some((edge) => edge.first);

// Dates may be shorter than a day ("2025-02"): a fact stays when some day of its period may lie within the bounds.
function withinDates(edge) {
  if (chosen.from && (!edge.last || edge.last.padEnd(10, "~") < chosen.from)) return false;
  return !(chosen.to && (!edge.first || edge.first > chosen.to));
}

function shownNode(node) { return chosen.type.has(node.type); }
function shownEdge(edge) {
  return shownNode(data.nodes[edge.source]) && shownNode(data.nodes[edge.target]) && chosen.relation.has(edge.relation) &&
    chosen.standing.has(edge.standing) && chosen.period.has(edge.period) && withinDates(edge);
}

function applyFilters() {
  const linked = new Set(), had = new Set();
  data.edges.forEach((edge, i) => {
    const shown = shownEdge(edge);
    edgeGroups[i]?.classList.toggle("out", !shown);
    wideLines[i]?.classList.toggle("out", !shown);
    for (const end of [edge.source, edge.target]) { had.add(end); if (shown) linked.add(end); }
  });
  // A node whose relationships were all filtered away goes with them; one that never had any stays.
  data.nodes.forEach((node, i) => nodeGroups[i]?.classList.toggle("out", !shownNode(node) || (had.has(i) && !linked.has(i))));
  nameLandmarks();
}

// ---- pan and zoom: the SVG's viewBox is the window on the drawing ------------------------------------------------

const whole = svg.viewBox.baseVal.width ? { ...pick(svg.viewBox.baseVal) } : { x: 0, y: 0, width: 100, height: 100 };
let view = { ...whole };
function pick({ x, y, width, height }) { return { x, y, width, height }; }
function show(next) {
  view = next;
  svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  nameLandmarks();
}

// ---- landmarks: names of the most connected nodes, where the drawing is too small to be read ----------------------

const readable = 6, landmarkSize = 13;  // pixels
const mostLandmarks = Math.min(40, Math.ceil(data.nodes.length / 12));
const degrees = data.nodes.map(() => 0);
for (const edge of data.edges) { degrees[edge.source]++; degrees[edge.target]++; }
const byDegree = degrees.map((_, i) => i).filter((i) => degrees[i] > 0).sort((a, b) => degrees[b] - degrees[a] || a - b);
const landmarks = document.createElementNS("http://www.w3.org/2000/svg", "g");
landmarks.setAttribute("class", "landmarks");
svg.querySelector("g")?.append(landmarks);
const centres = new Map();  // in the drawing's own units, measured once
function centreOf(i) {
  if (!centres.has(i)) {
    const { x, y, width, height } = nodeGroups[i].getBBox();
    centres.set(i, { x: x + width / 2, y: y + height / 2 });
  }
  return centres.get(i);
}
let landmarksDue = false;
function nameLandmarks() {
  if (landmarksDue) return;
  landmarksDue = true;
  requestAnimationFrame(() => { landmarksDue = false; drawLandmarks(); });
}
function drawLandmarks() {
  landmarks.replaceChildren();
  const matrix = landmarks.getScreenCTM(), pixel = 1 / matrix.a;
  if (12 * matrix.a >= readable) return;  // names are drawn 12 units high
  const frame = drawing.getBoundingClientRect(), taken = [];
  for (const i of byDegree) {
    if (taken.length === mostLandmarks) break;
    if (!nodeGroups[i] || nodeGroups[i].matches(".out, .dim")) continue;
    const { x, y } = centreOf(i), name = data.nodes[i].name.length > 28 ? data.nodes[i].name.slice(0, 27) + "…" : data.nodes[i].name;
    const at = new DOMPoint(x, y).matrixTransform(matrix), half = name.length * landmarkSize * 0.3 + 4;
    if (at.x < frame.left || at.x > frame.right || at.y < frame.top || at.y > frame.bottom) continue;
    if (taken.some((other) => Math.abs(other.x - at.x) < other.half + half && Math.abs(other.y - at.y) < landmarkSize * 1.4)) continue;
    taken.push({ x: at.x, y: at.y, half });
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    text.textContent = name;
    for (const [attribute, value] of Object.entries({ x, y: y + 4 * pixel, "font-size": landmarkSize * pixel, "stroke-width": 3 * pixel }))
      text.setAttribute(attribute, value);
    landmarks.append(text);
  }
}
window.addEventListener("resize", nameLandmarks);
function toDrawing(event) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return { x: point.x, y: point.y };
}
function zoom(factor, centre = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) {
  const width = Math.min(Math.max(view.width * factor, whole.width / 200), whole.width * 4);
  const scale = width / view.width;
  show({ x: centre.x - (centre.x - view.x) * scale, y: centre.y - (centre.y - view.y) * scale, width, height: view.height * scale });
}
drawing.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(event.deltaY * 0.0015), toDrawing(event));
}, { passive: false });
let drag = null;
const fingers = new Map();  // by pointer
let spread = 0;             // between two of them
const apart = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
const between = ([a, b]) => toDrawing({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
drawing.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, event);
  if (fingers.size === 2) spread = apart([...fingers.values()]);
  drag = { from: toDrawing(event), x: event.clientX, y: event.clientY, moved: false };
});
window.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event);
  if (fingers.size === 2) {
    drag.moved = true;
    const both = [...fingers.values()], now = apart(both);
    if (now > 0 && spread > 0) zoom(spread / now, between(both));
    spread = now;
    return;
  }
  if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 4) return;
  drag.moved = true;
  drawing.classList.add("dragging");
  const now = toDrawing(event);
  show({ ...view, x: view.x + drag.from.x - now.x, y: view.y + drag.from.y - now.y });
});
for (const end of ["pointerup", "pointercancel"]) {
  window.addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    setTimeout(() => { drag = null; drawing.classList.remove("dragging"); });
  });
}
document.getElementById("zoom-in").addEventListener("click", () => zoom(0.7));
document.getElementById("zoom-out").addEventListener("click", () => zoom(1 / 0.7));
document.getElementById("zoom-all").addEventListener("click", () => show({ ...whole }));

function bringIntoView(group) {
  if (!group) return;
  const box = group.getBoundingClientRect();
  const low = toDrawing({ clientX: box.left, clientY: box.top }), high = toDrawing({ clientX: box.right, clientY: box.bottom });
  const own = high.x - low.x;  // large enough to read, with what surrounds it
  const width = Math.min(view.width, Math.max(own * 6, Math.min(whole.width / 4, own * 14)));
  const height = view.height * width / view.width;
  show({ x: (low.x + high.x - width) / 2, y: (low.y + high.y - height) / 2, width, height });
}

// ---- choosing: the panel says everything about one node or relationship -----------------------------------------

function mark(groups, centre) {
  const kept = new Set(groups.filter(Boolean));
  for (const group of [...nodeGroups, ...edgeGroups]) {
    group?.classList.toggle("dim", kept.size > 0 && !kept.has(group));
    group?.classList.toggle("chosen", group === centre);
  }
  nameLandmarks();
}
// The heading takes the focus from what was chosen by keyboard, so that reading and Tab go on in the panel.
function tell(heading, ...others) {
  const reading = panel.contains(document.activeElement) || nodeGroups.includes(document.activeElement);
  const title = element("h2", { textContent: heading, tabIndex: -1 });
  panel.replaceChildren(title, ...others);
  if (reading) title.focus();
}
function row(text, note, action) {
  const button = element("button", { className: "row", type: "button" }, text, element("small", { textContent: note }));
  button.addEventListener("click", action);
  return element("li", {}, button);
}

function chooseNode(i) {
  const node = data.nodes[i];
  const facts = data.edges.map((edge, k) => [edge, k]).filter(([edge]) => (edge.source === i || edge.target === i) && shownEdge(edge));
  mark([nodeGroups[i], ...facts.flatMap(([edge, k]) => [edgeGroups[k], nodeGroups[edge.source], nodeGroups[edge.target]])], nodeGroups[i]);
  const list = element("ul");
  for (const [edge, k] of facts) {
    const other = data.nodes[edge.source === i ? edge.target : edge.source].name;
    const text = edge.symmetric ? `${edge.words} ${other}` : edge.source === i ? `${edge.words} → ${other}` : `${other} → ${edge.words}`;
    list.append(row(text, [edge.role, edge.last].filter(Boolean).join(", "), () => chooseEdge(k)));
  }
  const others = node.aliases.filter((alias) => alias !== node.name);
  tell(node.name,
    element("p", { className: "about", textContent: [node.type, others.length ? "also " + others.join(", ") : ""].filter(Boolean).join(" · ") }),
    list);
}

function chooseEdge(k) {
  const edge = data.edges[k];
  mark([edgeGroups[k], nodeGroups[edge.source], nodeGroups[edge.target]], edgeGroups[k]);
  const ends = element("ul", {},
    row(data.nodes[edge.source].name, data.nodes[edge.source].type, () => chooseNode(edge.source)),
    row(data.nodes[edge.target].name, data.nodes[edge.target].type, () => chooseNode(edge.target)));
  const period = edge.first && edge.first !== edge.last ? `${edge.first} to ${edge.last}` : edge.last;
  tell(edge.words,
    element("p", { className: "about", textContent: [edge.role, edge.standing, edge.period, period,
      edge.articles ? `${edge.articles} article${edge.articles === 1 ? "" : "s"}` : ""].filter(Boolean).join(" · ") }),
    ends);
  for (const citation of edge.citations) {
    const source = element("p", { className: "source" });
    const title = citation.article || citation.url || "article";
    source.append(citation.url ? element("a", { href: citation.url, textContent: title, rel: "noopener noreferrer" }) : title);
    source.append(...[citation.source, citation.date].filter(Boolean).map((part) => ", " + part));
    panel.append(element("blockquote", { textContent: citation.quote }), source);
  }
  if (!edge.citations.length) panel.append(element("p", { className: "about", textContent: "No article is cited for this relationship." }));
}

if (byDegree.length > 30) {
  panel.append(element("h2", { textContent: "Most connected" }),
    element("ul", {}, ...byDegree.slice(0, 12).map((i) => row(data.nodes[i].name, `${data.nodes[i].type}, ${degrees[i]} relationships`, () => goTo(i)))));
}
const introduction = [...panel.childNodes];
function chooseNothing() {
  mark([], null);
  panel.replaceChildren(...introduction);
}

svg.querySelectorAll("title").forEach((title) => title.remove());
svg.querySelectorAll("a").forEach((link) => link.addEventListener("click", (event) => event.preventDefault()));
drawing.addEventListener("click", (event) => {
  if (drag?.moved || event.target.closest("#zoom")) return;
  const wide = wideLines.indexOf(event.target);
  if (wide >= 0) return chooseEdge(wide);
  const group = event.target.closest(".node, .edge");
  if (!group) return chooseNothing();
  const i = nodeGroups.indexOf(group);
  if (i >= 0) chooseNode(i); else chooseEdge(edgeGroups.indexOf(group));
});

// Names are one stop of Tab; arrow keys go from one to the next, Enter chooses. Their relationships are then buttons in the
// panel, and Escape comes back.
svg.setAttribute("role", "group");
svg.setAttribute("aria-label", "Names: arrow keys go from one to the next, Enter shows what is said of it");
for (const hidden of [landmarks, ...edgeGroups]) hidden?.setAttribute("aria-hidden", "true");
let lastFocused = nodeGroups.find(Boolean);
nodeGroups.forEach((group, i) => {
  if (!group) return;
  group.setAttribute("tabindex", group === lastFocused ? "0" : "-1");
  group.setAttribute("role", "button");
  group.setAttribute("aria-label", [data.nodes[i].name, data.nodes[i].type].filter(Boolean).join(", "));
});
drawing.addEventListener("keydown", (event) => {
  const i = nodeGroups.indexOf(event.target);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (i < 0 || (event.key !== "Enter" && event.key !== " " && !step)) return;
  event.preventDefault();
  if (!step) return chooseNode(i);
  const shown = nodeGroups.filter((group) => group && !group.matches(".out"));
  shown[(shown.indexOf(event.target) + step + shown.length) % shown.length].focus();
});
drawing.addEventListener("focusin", (event) => {
  if (!nodeGroups.includes(event.target)) return;
  lastFocused.setAttribute("tabindex", "-1");
  lastFocused = event.target;
  lastFocused.setAttribute("tabindex", "0");
});

// ---- search ------------------------------------------------------------------------------------------------------

const search = document.getElementById("search"), found = document.getElementById("found");
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searchable = data.nodes.map((node) => fold([node.name, ...node.aliases].join("\n")));
function goTo(i) {
  found.replaceChildren();
  search.value = data.nodes[i].name;
  chooseNode(i);
  bringIntoView(nodeGroups[i]);
}
search.addEventListener("input", () => {
  const wanted = fold(search.value.trim());
  const hits = wanted ? searchable.flatMap((text, i) => text.includes(wanted) ? [i] : []) : [];
  hits.sort((a, b) => searchable[b].startsWith(wanted) - searchable[a].startsWith(wanted) || a - b);
  found.replaceChildren(...hits.slice(0, 20).map((i) => row(data.nodes[i].name, data.nodes[i].type, () => goTo(i))));
  if (wanted && !hits.length) found.replaceChildren(element("li", { className: "row", textContent: "nothing of that name is drawn" }));
  found.querySelector("button")?.classList.add("first");
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") found.querySelector("button")?.click();
  if (event.key === "Escape") { search.value = ""; found.replaceChildren(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
  if (event.key === "Escape") {
    if (panel.contains(document.activeElement)) lastFocused?.focus();
    chooseNothing();
  }
});

nameLandmarks();

/* What is answered, and what it costs: shared by the request form and the price calculator. */
const told = pageData("form"), tables = pageData("tables");
const at = (id) => document.getElementById(id);
const said = (id) => (at(id) ? at(id).value.trim() : "");
const whole = (text) => text.replace(/[, ]/g, "");
const event = () => told.events.find((each) => each.code === said("event"));
const minutesOf = (day, time) => Date.parse(`${day}T${time}:00Z`) / 60000;

/* ── answers, as coordinator/rules/intake/questions.py reads them ───────────────────────────── */
const READERS = {
  text: (question, words) => (words.length > 2000 ? [null, "is longer than 2,000 characters."] : [words]),
  number: (question, words) => {
    if (!/^-?\d{1,12}$/.test(whole(words))) return [null, "is not a whole number."];
    const found = Number(whole(words));
    const fits = question.least <= found && found <= question.most;
    return fits ? [found] : [null, `is not from ${question.least.toLocaleString("en-US")} to ${question.most.toLocaleString("en-US")}.`];
  },
  date: (question, words) => (isDate(words) ? [words] : [null, "is not a date such as 2026-11-22."]),
  yes_no: (question, words) => [words === "yes"],
  choice: (question, words) => (question.choices.includes(words) ? [words] : [null, "is not one of the choices."]),
};

function isDate(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const minutes = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(minutes) && new Date(minutes).toISOString().startsWith(text);
}

function holds(conditions, known) {
  return conditions.every((each) => {
    const found = known[each.key];
    if (each.words) return found !== undefined && each.words.includes(String(found).toLowerCase());
    if ("flag" in each) return Boolean(found) === each.flag;
    if (typeof found !== "number") return false;
    return (each.at_least === undefined || found >= each.at_least) && (each.at_most === undefined || found <= each.at_most)
      && (each.over === undefined || found > each.over) && (each.under === undefined || found < each.under);
  });
}

function answersOf(event) {
  const known = { event: event.code }, answers = {}, wrong = [], things = {};
  for (const question of event.questions) {
    const asked = holds(question.when, known);
    at(question.field).closest(".question").hidden = !asked;
    if (!asked) continue;
    const words = said(question.field);
    const [value, problem] = words ? READERS[question.kind](question, words) : [undefined, question.required ? "is missing." : ""];
    if (problem) wrong.push([question.field, `${question.label}: ${problem}`]);
    else if (value !== undefined) {
      answers[question.key] = known[question.key] = value;
      if (question.thing && value > 0) things[question.thing] = value;
    }
  }
  return { answers, wrong, things };
}

function crewOf() {
  const seats = {}, wrong = [];
  for (const box of document.querySelectorAll("[data-role]")) {
    const words = whole(box.value.trim());
    if (!words || words === "0") continue;
    if (!/^\d{1,3}$/.test(words)) wrong.push(["crew", "How many is a whole number."]);
    else seats[box.dataset.role] = Number(words);
  }
  const all = Object.values(seats).reduce((sum, n) => sum + n, 0);
  if (!wrong.length && !all) wrong.push(["crew", "How many officers? At least one is needed."]);
  if (all > 200) wrong.push(["crew", "At most 200 at a time."]);
  return { seats, wrong };
}

/* Shows what these dates cost; gives the cents, or null where there is no sum. */
function showPrice(chosen, given, dates, seats, each) {
  const shown = chosen && chosen.prices ? estimateOf(tableFor(chosen.prices, tables, given.answers), dates, seats, given.things, wallNow(told.zone)) : null;
  const sum = shown && shown.lines ? shown.cents : null;
  at("estimate").textContent = sum === null ? "" : `Estimate: ${told.currency} ${money(sum)}${each}`;
  const list = at("estimate-lines");
  list.replaceChildren();
  const lines = shown ? (shown.lines || []).map((line) => {
    const hours = line.minutes ? `, ${line.minutes / 60} h` : "";
    return `${line.quantity > 1 || line.minutes ? `${line.quantity} × ` : ""}${line.label.replaceAll("_", " ")}${hours}: ${money(line.cents)}${line.included ? " (inside)" : ""}`;
  }) : [];
  if (shown && shown.why) lines.push(shown.why);
  for (const words of lines) list.append(Object.assign(document.createElement("li"), { textContent: words }));
  return sum;
}


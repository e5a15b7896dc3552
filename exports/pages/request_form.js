let errors = [], written = null;

/* ── dates and crew ─────────────────────────────────────────────────────────────────────────── */
const rows = () => [...at("dates").children];
const wall = (minutes) => new Date(minutes * 60000).toISOString().slice(0, 16);

function datesOf() {
  const found = [], wrong = [];
  for (const row of rows()) {
    const [day, from, to] = ["date", "from", "to"].map((name) => row.querySelector(`.${name}`).value);
    if (!day && !from && !to) continue;
    if (!isDate(day) || !from || !to) { wrong.push(["dates", "Each date wants a day, a start and an end."]); continue; }
    const starts = minutesOf(day, from);
    const ends = minutesOf(day, to) + (to <= from ? DAY_MINUTES : 0);
    if (day < "2000" || day > "2200") wrong.push(["dates", `${day} is not in this century.`]);
    else if (starts < wallNow(told.zone)) wrong.push(["dates", `${day} ${from} is over already.`]);
    else found.push({ starts, ends });
  }
  if (!found.length && !wrong.length) wrong.push(["dates", "When? At least one date with its hours is needed."]);
  found.sort((one, other) => one.starts - other.starts);
  return { dates: found, wrong };
}

function ruleOf(first) {
  const often = said("often");
  const until = said("until") ? `;UNTIL=${said("until").replace(/-/g, "")}` : "";
  if (often === "monthly") return `FREQ=MONTHLY${until}`;
  if (often !== "weekly" && often !== "biweekly") return "";
  const days = [...document.querySelectorAll("[data-day]")].filter((box) => box.checked).map((box) => box.dataset.day);
  const mine = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][weekdayOf(first.starts)];
  const every = often === "biweekly" ? ";INTERVAL=2" : "";
  return `FREQ=WEEKLY${every};BYDAY=${(days.length ? days : [mine]).join(",")}${until}`;
}

/* ── everything together ────────────────────────────────────────────────────────────────────── */

function look() {
  const chosen = event();
  for (const part of document.querySelectorAll("[data-event]")) part.hidden = !chosen || part.dataset.event !== chosen.code;
  for (const part of document.querySelectorAll("[data-prices]")) part.hidden = !chosen || part.dataset.prices !== chosen.code;
  const often = said("often");
  at("weekdays").hidden = often !== "weekly" && often !== "biweekly";
  at("until-part").hidden = often === "once";
  at("more-dates").hidden = often !== "once";
  rows().forEach((row, place) => { row.hidden = often !== "once" && place > 0; });
  const given = chosen ? answersOf(chosen) : { answers: {}, wrong: [["event", "What kind of work is it?"]], things: {} };
  const when = datesOf(), crew = crewOf();
  const dates = often === "once" ? when.dates : when.dates.slice(0, 1);
  written = showPrice(chosen, given, dates, crew.seats, often === "once" ? "" : " for the first date");
  return { chosen, given, dates, crew, wrong: [...given.wrong, ...when.wrong, ...crew.wrong] };
}

function plainProblems(chosen) {
  const found = [];
  const wants = (id, words) => { if (!said(id)) found.push([id, words]); };
  wants("title", "What is it, in a few words?");
  wants("place", "Where is it?");
  if (!said("firm") && !said("asker")) found.push(["asker", "Who asks? A firm or a name is needed."]);
  if (!said("phone") && !said("email")) found.push(["email", "How do we answer? A telephone number or an address is needed."]);
  if (said("email") && !/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(said("email"))) found.push(["email", "This is no e-mail address."]);
  if (said("until") && !isDate(said("until"))) found.push(["until", "This is no date."]);
  if (at("accept") && !at("accept").checked) found.push(["accept", "Without the terms there are no officers."]);
  return found;
}

/* ── what is sent: coordinator/rules/intake/request_file.py ─────────────────────────────────── */
const clean = (text) => text.normalize("NFC").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\0/g, "");

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object")
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  return value === undefined ? "null" : JSON.stringify(value);
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

const bytesOf = (text) => new TextEncoder().encode(text);
const hex = (number, digits) => number.toString(16).padStart(digits, "0");

function requestOf(all) {
  const crew = Object.entries(all.crew.seats).map(([role, count]) => ({ role, count }));
  const line = (id) => clean(said(id)).replace(/\s+/g, " ");
  const answers = Object.fromEntries(Object.entries(all.given.answers).map(([key, value]) => [key, typeof value === "string" ? clean(value) : value]));
  const made = {
    format: told.format, event: all.chosen.code, title: line("title"), firm: line("firm"), asker: line("asker"),
    phone: line("phone"), email: line("email"), place: line("place"), po_number: line("po-number"),
    words: clean(said("words")), answers,
    wanted: all.dates.map((each) => ({ starts: wall(each.starts), ends: wall(each.ends), crew })),
    rule: said("often") === "once" ? "" : ruleOf(all.dates[0]),
    terms: at("accept") && at("accept").checked ? told.terms : "", intake: told.intake, estimate: written,
  };
  made.sums = told.fields.map((name) => hex(crc32(bytesOf(canonical(made[name]))) & 0xffff, 4)).join("");
  return made;
}

function blockOf(made) {
  const binary = Array.from(bytesOf(canonical(made)), (byte) => String.fromCharCode(byte)).join("");
  const packed = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const lines = packed.match(new RegExp(`.{1,${told.line}}`, "g"));
  return [`[REQUEST 1 ${packed.length} ${hex(crc32(bytesOf(packed)), 8)}]`, ...lines, "[END OF REQUEST]"].join("\n");
}

function readable(all, made) {
  const crew = Object.entries(all.crew.seats).map(([role, count]) => `${count} ${role.replaceAll("_", " ")}`).join(", ");
  const head = [
    `${all.chosen.label}: ${made.title}`,
    ...all.dates.map((each) => `${isoDay(each.starts)} ${wall(each.starts).slice(11)}-${wall(each.ends).slice(11)}`),
    `${crew}, ${made.place}`,
    made.rule && `Recurs: ${at("often").selectedOptions[0].textContent}${said("until") ? ` until ${said("until")}` : ""}`,
    [made.firm, made.asker, made.phone, made.email].filter(Boolean).join(", "),
  ].filter(Boolean);
  const more = [
    made.po_number && `Purchase order: ${made.po_number}`,
    ...all.chosen.questions.filter((each) => each.key in made.answers).map((each) => {
      const value = made.answers[each.key];
      return `${each.label} ${value === true ? "yes" : value === false ? "no" : value}`;
    }),
    made.words, written === null ? "" : `Estimate: ${told.currency} ${money(written)}`,
  ].filter(Boolean);
  return [head, more];
}

const mailOf = (subject, text) =>
  `mailto:${told.mail}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll("\n", "\r\n"))}`;

function compose(all) {
  const made = requestOf(all), block = blockOf(made), [head, more] = readable(all, made);
  const note = "Please leave the lines below as they are: our program reads them.";
  const full = [...head, ...more, "", note, block, ""].join("\n");
  const short = [...head, "", note, block, ""].join("\n");
  const subject = `Request: ${made.title.slice(0, 60)}`;
  const fits = [full, short].find((text) => mailOf(subject, text).length <= told.letters);
  const fileName = `request-${isoDay(all.dates[0].starts)}.json`;
  at("written").textContent = full;
  if (at("mail")) {
    const bare = [...head, "", `The request is in the file ${fileName}, which goes with this mail.`].join("\n");
    at("mail").href = mailOf(subject, fits || bare);
    at("mail").dataset.whole = String(Boolean(fits));
  }
  at("how").textContent = fits ? "" : "The request is too long for a mail that a page may write: save it as a file and attach that to the mail, or copy the text into the mail.";
  const data = new Blob([JSON.stringify(made, null, 1)], { type: "application/json" });
  if (at("save").href.startsWith("blob:")) URL.revokeObjectURL(at("save").href);
  at("save").href = URL.createObjectURL(data);
  at("save").download = fileName;
}

/* ── the page ───────────────────────────────────────────────────────────────────────────────── */
function showErrors(wrong) {
  for (const part of document.querySelectorAll(".error")) part.hidden = true;
  for (const part of document.querySelectorAll("[aria-invalid]")) part.removeAttribute("aria-invalid");
  for (const [id, words] of wrong) {
    const place = at(`${id}-error`);
    if (place.hidden) { place.textContent = words; place.hidden = false; }
    if (at(id) && at(id).matches("input, select, textarea")) at(id).setAttribute("aria-invalid", "true");
  }
  errors = wrong;
  at("problems").textContent = wrong.length ? `${wrong.length === 1 ? "One thing is" : `${wrong.length} things are`} missing or wrong above.` : "";
}

at("check").onclick = () => {
  const all = look();
  const wrong = [...all.wrong, ...plainProblems(all.chosen)];
  showErrors(wrong);
  at("send").hidden = Boolean(wrong.length);
  if (!wrong.length) compose(all);
  const first = wrong.length ? at(`${wrong[0][0]}-error`) : at("send");
  first.scrollIntoView({ block: "center" });
};
at("more-dates").onclick = () => {
  if (rows().length >= told.dates) return;
  const place = rows().length, row = rows()[place - 1].cloneNode(true);
  for (const part of row.querySelectorAll("[id]")) part.id = part.id.replace(/\d+$/, String(place));
  for (const part of row.querySelectorAll("label")) part.htmlFor = part.htmlFor.replace(/\d+$/, String(place));
  row.querySelector(".date").value = "";
  for (const name of ["from", "to"]) row.querySelector(`.${name}`).value = rows()[place - 1].querySelector(`.${name}`).value;
  at("dates").append(row);
};
at("copy").onclick = () => {
  const range = document.createRange();
  range.selectNodeContents(at("written"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (navigator.clipboard) navigator.clipboard.writeText(at("written").textContent).catch(() => {});
};
at("form").onsubmit = (pressed) => { pressed.preventDefault(); at("check").click(); };
at("form").oninput = () => { at("send").hidden = true; look(); };
if (told.events.length === 1) at("event").value = told.events[0].code;
look();

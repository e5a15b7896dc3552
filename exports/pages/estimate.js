
/* What plain work costs by the tables in the page: coordinator/rules/rates/price_table.py, line by line.
   Wall times are minutes since 1970 as if they were UTC; money is whole cents. */
const KINDS = { officers: "officer", equipment: "equipment", fees: "fee", taxes: "tax" };
const DAY_MINUTES = 1440;
const isoDay = (minutes) => new Date(minutes * 60000).toISOString().slice(0, 10);
const weekdayOf = (minutes) => (new Date(minutes * 60000).getUTCDay() + 6) % 7;
const money = (cents) => (cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function roundedBy(above, below, way) {
  const whole = Math.floor(above / below), rest = above - whole * below;
  if (way === "down" || !rest) return whole;
  if (way === "up") return whole + 1;
  if (way === "half_even" && 2 * rest === below) return whole + (whole % 2);
  return whole + (2 * rest >= below ? 1 : 0);
}

/* Where what is billed ends: a minimum may reach into the next day. */
function billedEnd(table, asked, place) {
  let longest = asked.ends - asked.starts;
  for (const column of table.columns)
    for (const name of [...Object.keys(asked.seats), ...Object.keys(asked.things)])
      longest = Math.max(longest, ((column[name] || [])[place] || []).reduce((sum, piece) => sum + piece[1], 0));
  return asked.starts + longest;
}

function columnOf(table, starts, ends) {
  const found = new Set();
  for (let day = Math.floor(starts / DAY_MINUTES); day <= Math.floor((ends - 1) / DAY_MINUTES); day++) {
    const iso = isoDay(day * DAY_MINUTES);
    if (table.unknown_on.includes(iso) || iso < table.from_on) return null;
    found.add(iso in table.days ? table.days[iso] : ofWeek(table, starts, day * DAY_MINUTES));
  }
  if (isoDay(starts) >= table.until_on || found.size !== 1) return null;
  const place = [...found][0];
  return place === null ? null : table.columns[place];
}

function ofWeek(table, starts, day) {
  if (!table.by_clock) return table.week[weekdayOf(day) * 48];
  const minute = starts % DAY_MINUTES;
  return minute % 30 ? null : table.week[weekdayOf(starts) * 48 + minute / 30];
}

function linesOf(table, asked, notice) {
  const minutes = asked.ends - asked.starts, place = minutes / table.step - 1;
  if (minutes <= 0 || minutes % table.step || notice < table.notice || !table.sums) return null;
  const column = columnOf(table, asked.starts, billedEnd(table, asked, place));
  if (!column) return null;
  const lines = [];
  for (const [kind, wanted] of [["officer", asked.seats], ["equipment", asked.things]])
    for (const [name, count] of Object.entries(wanted)) {
      const cell = (column[name] || [])[place];
      if (!cell) return null;
      for (const [rate, each] of cell) {
        const cents = each ? roundedBy(rate * each * count, 6000, table.rounding) : roundedBy(rate * count, 100, table.rounding);
        lines.push({ kind, label: name, name, cents, minutes: each, quantity: count, included: false });
      }
    }
  for (const share of table.shares) {
    const line = shareLine(table, share, lines, asked);
    if (line.cents) lines.push(line);
  }
  return lines;
}

function shareLine(table, share, lines, asked) {
  const kinds = share.of.map((word) => KINDS[word]);
  const base = lines
    .filter((line) => !line.included && (kinds.includes(line.kind) || (line.name && share.of.includes(line.name))))
    .reduce((sum, line) => sum + line.cents, 0);
  const made = { kind: share.kind, label: share.label, name: share.name, minutes: 0, quantity: 1, included: share.included };
  if (share.kind === "tax") {
    const below = 1000000 + (share.included ? share.percent : 0);
    return { ...made, cents: roundedBy(base * share.percent, below, table.rounding) };
  }
  const mine = lines.filter((x) => x.kind === "officer" && (!share.roles.length || share.roles.includes(x.name)));
  const minutes = mine.reduce((sum, line) => sum + line.minutes * line.quantity, 0);
  const heads = Object.values(Object.fromEntries(mine.map((x) => [x.name, x.quantity]))).reduce((a, b) => a + b, 0);
  const things = Object.values(asked.things).reduce((a, b) => a + b, 0);
  const unit = 600000;
  let amount = base * share.percent * 60 + share.flat * unit + share.per_hour * minutes * 10000;
  amount += share.per_officer * unit * heads + share.per_vehicle * unit * things;
  if (share.least !== null) amount = Math.max(amount, share.least * unit);
  if (share.most !== null) amount = Math.min(amount, share.most * unit);
  return { ...made, cents: roundedBy(amount, 100 * unit, table.rounding) };
}

/* The table that holds for these answers; null where an answer turns the price in an unknown way. */
function tableFor(prices, tables, answers) {
  if (!prices || prices.hinges.some((key) => answers[key] !== undefined)) return null;
  const found = prices.variants.find((each) =>
    Object.entries(each.when).every(([key, value]) => (value === null
      ? answers[key] === undefined
      : String(answers[key]).toLowerCase() === String(value).toLowerCase())));
  return found ? tables[found.table] : null;
}

/* Now on the agency's wall, in minutes as above. */
function wallNow(zone) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(new Date());
  const part = (type) => Number(parts.find((each) => each.type === type).value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) / 60000;
}

/* The sum of several dates with its lines, or the reason why there is none. */
function estimateOf(table, dates, seats, things, now) {
  if (!table) return { why: "The price depends on your answers: the quote will say it." };
  if (!table.sums) return { why: "Prices of this kind are made by the agency: the quote will say the sum." };
  if (!dates.length || !Object.keys(seats).length) return { why: "" };
  const made = [];
  for (const each of dates) {
    const lines = linesOf(table, { ...each, seats, things }, (each.starts - now) / 60);
    if (!lines) return { why: whyNot(table, each, now) };
    made.push(...lines);
  }
  return { lines: made, cents: made.reduce((sum, line) => sum + (line.included ? 0 : line.cents), 0) };
}

function whyNot(table, each, now) {
  const on = isoDay(each.starts);
  if ((each.starts - now) / 60 < table.notice)
    return `Asked for less than ${table.notice} hours before, other prices may hold: the quote will say.`;
  if (on >= table.until_on) return `Prices from ${table.until_on} on are not known here yet.`;
  if (Object.keys(table.days).includes(on) || Object.keys(table.days).includes(isoDay(each.ends - 1)))
    return `On ${on} holiday prices may hold: the quote will say.`;
  return "The quote will say what these hours cost.";
}

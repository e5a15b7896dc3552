function look() {
  const chosen = event();
  for (const part of document.querySelectorAll("[data-event]")) part.hidden = !chosen || part.dataset.event !== chosen.code;
  if (!chosen) return;
  const given = answersOf(chosen), day = said("date"), from = said("from"), to = said("to");
  const dates = isDate(day) && from && to
    ? [{ starts: minutesOf(day, from), ends: minutesOf(day, to) + (to <= from ? DAY_MINUTES : 0) }] : [];
  showPrice(chosen, given, dates, crewOf().seats, "");
}

at("form").onsubmit = (pressed) => pressed.preventDefault();
at("form").oninput = look;
look();

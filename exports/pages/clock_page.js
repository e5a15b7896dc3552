"use strict";
const told = pageData("clock");
const at = (id) => document.getElementById(id);
let word = "", place = "", turn = 0, waiting = false;

const digits = () => at("code").value.replace(/\D/g, "");
const posted = () => at("posted").value.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "").slice(0, 16);
const clock = (id) => at(id).value.replace(":", "").slice(0, 4);

function words() {
  const parts = [told.words[word], digits()];
  if (word === "late") parts.push(String(Number(at("minutes").value)));
  if (word === "hours") parts.push(`${clock("from")}-${clock("to")}`);
  if (word === "in" || word === "out") parts.push(place, posted());
  return parts.filter(Boolean).join(" ");
}

function wrong() {
  if (digits().length !== 6) return ["code", "Write the six digits from the message to you."];
  const minutes = Number(at("minutes").value);
  if (word === "late" && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 600))
    return ["minutes", "Write how many minutes, 1 to 600."];
  if (word === "hours" && !at("from").value) return ["from", "Write when you began."];
  if (word === "hours" && !at("to").value) return ["to", "Write when you ended."];
  return null;
}

function show() {
  for (const id of ["code", "minutes", "from", "to"]) at(id).removeAttribute("aria-invalid");
  at("late-more").hidden = word !== "late";
  at("hours-more").hidden = word !== "hours";
  at("place-more").hidden = word !== "in" && word !== "out";
  for (const each of document.querySelectorAll("button[data-word]"))
    each.setAttribute("aria-pressed", String(each.dataset.word === word));
  const problem = word ? wrong() : null;
  at("problem").textContent = problem ? problem[1] : "";
  if (problem) at(problem[0]).setAttribute("aria-invalid", "true");
  at("send").hidden = !word || Boolean(problem) || waiting;
  if (!at("send").hidden) compose(words());
}

/* iOS takes the body of a text behind an ampersand, everything else behind a question mark. */
function compose(text) {
  at("text").textContent = text;
  const apple = /iPhone|iPad|iPod|Macintosh/.test(navigator.userAgent);
  const body = encodeURIComponent(text);
  if (told.number) at("sms").href = `sms:${told.number}${apple ? "&" : "?"}body=${body}`;
  if (told.mail) {
    const subject = encodeURIComponent(`${told.words[word]} ${digits()}`);
    at("mail").href = `mailto:${told.mail}?subject=${subject}&body=${body}`;
  }
}

function stands(said) {
  const { latitude, longitude, accuracy } = said.coords;
  const metres = Math.min(99999, Math.max(1, Math.ceil(accuracy)));
  place = `${latitude.toFixed(5)},${longitude.toFixed(5)} ${metres}m`;
  at("place").textContent = `Your position goes into the text, right within ${metres} m.`;
}

function nowhere(why) {
  place = "";
  const said = { 1: "Your position is not allowed", 2: "Your phone has no position", 3: "No position in time" };
  at("place").textContent = `${said[why] || "Your position cannot be read here"}: write the word posted at the site, if there is one. It goes without, too.`;
}

/* Asked once for each press, and never followed. */
function ask() {
  const mine = ++turn;
  waiting = true;
  at("place").textContent = "Asking your phone where it is, once …";
  at("skip").hidden = false;
  const done = (step) => (value) => {
    if (mine !== turn || !waiting) return;
    waiting = false;
    at("skip").hidden = true;
    step(value);
    show();
  };
  at("skip").onclick = done(() => nowhere(0));
  if (!navigator.geolocation) return done(() => nowhere(0))();
  navigator.geolocation.getCurrentPosition(
    done(stands), done((error) => nowhere(error.code)),
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 0 },
  );
}

for (const each of document.querySelectorAll("button[data-word]"))
  each.onclick = () => {
    word = each.dataset.word;
    waiting = false;
    at("skip").hidden = true;
    if ((word === "in" || word === "out") && digits().length === 6) ask();
    show();
  };
at("code").oninput = () => { waiting = false; at("skip").hidden = true; place = ""; word = ["in", "out"].includes(word) ? "" : word; show(); };
for (const id of ["posted", "minutes", "from", "to"]) at(id).oninput = show;
at("copy").onclick = () => {
  const range = document.createRange();
  range.selectNodeContents(at("text"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  if (navigator.clipboard) navigator.clipboard.writeText(at("text").textContent).catch(() => {});
};
const given = decodeURIComponent(location.hash.slice(1)).replace(/\D/g, "").slice(0, 6);
if (given) at("code").value = given;
show();

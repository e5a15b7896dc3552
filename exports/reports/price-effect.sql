/*
title = "Effect of another rate card on last year's book"
group = "Planning"
readers = "finance, chief, clients"
question = "Had another rate card been in force: who would have been charged and paid how much more or less, for what, and what has it no price for?"
computed = "price_effect"
heavy = true
parameter = [
  {name = "period", kind = "period", default = "last 365 days"},
  {name = "card", kind = "text", hint = "a file, a card of the library or of the book, or 'as it was'; empty: the next version to come into force, if there is one"},
  {name = "by", kind = "choice", choices = ["employer", "officer", "line", "no price"], default = "employer"},
]
column = [
  {name = "employer_id", hidden = true},
  {name = "officer_id", hidden = true},
  {name = "what", label = "Whom, or what"},
  {name = "side"},
  {name = "kind"},
  {name = "lines_before", label = "Lines before", format = "number", total = true},
  {name = "lines_after", label = "Lines after", format = "number", total = true},
  {name = "before", format = "money", total = true},
  {name = "after", format = "money", total = true},
  {name = "difference", format = "money", total = true},
  {name = "why", label = "Why it has no price"},
]
chart = {kind = "bars", label = "what", value = "difference"}
opens = {record = "employer", column = "employer_id"}
*/

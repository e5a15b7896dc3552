/*
title = "What may be deleted when"
group = "Oversight"
readers = "coordinator, counsel, auditor"
question = "Which particulars go after which term, what is due now, what is held and why, and what stays?"
computed = "retention"
parameter = [
  {name = "kind", kind = "text", hint = "such as messages, papers"},
]
column = [
  {name = "kind"},
  {name = "records"},
  {name = "goes", label = "What goes"},
  {name = "since", label = "After"},
  {name = "days", format = "number"},
  {name = "own", label = "Own term", format = "yes_no"},
  {name = "due", format = "number", total = true},
  {name = "held", format = "number", total = true},
  {name = "held_for", label = "Held for"},
  {name = "why", label = "What stays, and why"},
]
*/

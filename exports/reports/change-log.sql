/*
title = "Change log"
group = "Oversight"
readers = "auditor"
question = "Who changed what, when, from what to what?"
parameter = [
  {name = "period", kind = "period", default = "today"},
  {name = "who", kind = "text"},
  {name = "verb", kind = "text", hint = "such as issue invoice"},
  {name = "record", kind = "text", hint = "a table's name, such as assignment or invoice"},
  {name = "row", kind = "number", label = "Number of the row"},
]
column = [
  {name = "at", label = "When", format = "instant"},
  {name = "who"},
  {name = "verb"},
  {name = "reason"},
  {name = "record"},
  {name = "row", format = "number"},
  {name = "before"},
  {name = "after"},
]
chart = {kind = "bars", label = "verb"}
*/
-- An action seals the changes from its first on, a leaf of 32 bytes each.
SELECT a.at, a.who, a.verb, a.reason, c.tbl AS record, c.row, c.before, c.after
FROM action AS a
CROSS JOIN change AS c ON c.id >= a.first AND c.id < a.first + length(a.leaves) / 32
WHERE a.at >= :from_at AND a.at < :until_at
  AND (:who = '' OR a.who LIKE '%' || :who || '%') AND (:verb = '' OR a.verb LIKE :verb)
  AND (:record = '' OR c.tbl = :record) AND (:row IS NULL OR c.row = :row)
-- Within an action changes come as they were made: they are read along their own numbers.
ORDER BY a.id DESC

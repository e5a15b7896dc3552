/*
title = "Questions that somebody who decides said yes to"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "question", format = "number"},
  {name = "kind"},
  {name = "about"},
  {name = "asked_by", label = "Asked by"},
  {name = "asked_of", label = "Decided by"},
  {name = "answered_at", label = "Answered", format = "instant"},
]
*/
SELECT id AS question, kind, subject AS about, asked_by, asked_of, answered_at
FROM approval_request
WHERE state = 'given' AND answered_at >= :from_at AND answered_at < :until_at
ORDER BY answered_at, id

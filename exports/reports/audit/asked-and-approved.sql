/*
title = "Asked for and approved by the same person"
group = "Oversight"
parameter = [
  {name = "period", kind = "period", default = "last month"},
]
column = [
  {name = "question", format = "number"},
  {name = "kind"},
  {name = "about"},
  {name = "person"},
  {name = "answered_at", label = "Answered", format = "instant"},
]

[audit]
population = "questions"
key = "question"
exception = "a question that whoever asked it answered himself"
ground = "Philadelphia, City Controller: Police Department 2006-2009 (2012)"
severity = "high"
*/
SELECT id AS question, kind, subject AS about, asked_by AS person, answered_at
FROM approval_request
WHERE state = 'given' AND answered_at >= :from_at AND answered_at < :until_at
  AND trim(asked_by) <> '' AND lower(trim(asked_by)) = lower(trim(asked_of))
ORDER BY answered_at, id

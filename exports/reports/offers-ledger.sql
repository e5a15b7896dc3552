/*
title = "Offers and answers ledger"
group = "Distribution"
readers = "union, grievance board"
question = "Who was asked for which seat, in what order, by message or telephone, and what did he answer when?"
parameter = [
  {name = "period", kind = "period", default = "this week", label = "Asked"},
  {name = "job", kind = "job"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "at", label = "Asked", format = "instant"},
  {name = "position"},
  {name = "place", label = "Place", format = "number"},
  {name = "officer"},
  {name = "how"},
  {name = "answer"},
  {name = "answered_at", label = "Answered", format = "instant"},
  {name = "took", label = "After", format = "hours"},
  {name = "reason"},
]
chart = {kind = "bars", label = "answer"}
opens = {record = "detail", column = "detail_id"}
*/
WITH said AS (
  SELECT position_id, officer_id, offered_at AS at, 'message, wave ' || wave AS how,
    state AS answer, answered_at, reason FROM offer
  WHERE offered_at >= :from_at AND offered_at < :until_at
  UNION ALL
  SELECT position_id, officer_id, called_at, 'telephone', outcome, called_at, reason FROM call_note
  WHERE called_at >= :from_at AND called_at < :until_at
  UNION ALL
  SELECT position_id, officer_id, expressed_at, 'asked for it, ' || source,
    CASE WHEN withdrawn_at IS NULL THEN 'interested' ELSE 'withdrawn' END, withdrawn_at, ''
  FROM interest WHERE expressed_at >= :from_at AND expressed_at < :until_at
)
SELECT d.id AS detail_id, said.at, p.number AS position,
  row_number() OVER (PARTITION BY p.id ORDER BY said.at, person.badge) AS place,
  person.badge || ' ' || person.name AS officer, said.how, said.answer, said.answered_at,
  (said.answered_at - said.at) / 60 AS took, said.reason
FROM said
JOIN position AS p ON p.id = said.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN person ON person.officer_id = said.officer_id
WHERE (:job IS NULL OR d.job_id = :job) AND (:officer IS NULL OR said.officer_id = :officer)
ORDER BY p.starts_at, p.number, said.at

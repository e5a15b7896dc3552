/*
title = "Feedback of employers"
group = "Requests and employers"
readers = "coordinator, chief"
question = "How do employers rate their details, what do they say, and who did not answer?"
parameter = [
  {name = "period", kind = "period", default = "last month", label = "Asked"},
  {name = "at_most", kind = "number", label = "Score of at most"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "asked_at", label = "Asked", format = "instant"},
  {name = "detail"},
  {name = "employer"},
  {name = "score", format = "number"},
  {name = "words"},
  {name = "answered", format = "yes_no"},
  {name = "closed", label = "Closed unanswered", format = "yes_no"},
]
chart = {kind = "columns", label = "score"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, f.asked_at, d.number AS detail, employer.name AS employer, f.score,
  f.words, f.given_at IS NOT NULL AS answered,
  f.given_at IS NULL AND f.closes_at <= :now_at AS closed
FROM feedback AS f
JOIN detail AS d ON d.id = f.detail_id
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
WHERE f.side = 'employer' AND f.asked_at >= :from_at AND f.asked_at < :until_at
  AND (:at_most IS NULL OR f.score <= :at_most)
  AND (:employer IS NULL OR j.employer_id = :employer)
ORDER BY f.score IS NULL, f.score, f.asked_at

/*
title = "Who is working details now"
group = "Today"
readers = "watch commander, dispatch"
question = "Who is on a detail at this moment, for whom, where, and can he be reached?"
shows = ["phone"]
parameter = [
  {name = "presence", kind = "choice", choices = ["all", "seen", "not seen"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "badge"},
  {name = "unit"},
  {name = "phone"},
  {name = "site"},
  {name = "employer"},
  {name = "call_sign"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "ends_at", label = "Due end", format = "instant"},
  {name = "seen", format = "yes_no"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, person.name AS officer, person.badge, person.unit, person.phone,
  site.name AS site, employer.name AS employer, w.call_sign, w.starts_at, w.ends_at,
  (w.seen_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM punch WHERE punch.assignment_id = w.assignment_id AND kind = 'in')
  ) AS seen
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN site ON site.id = w.site_id
JOIN employer ON employer.id = w.employer_id
WHERE w.starts_at > :now_at - 172800 AND w.starts_at <= :now_at AND w.ends_at > :now_at
  AND (:presence = 'all' OR seen = (:presence = 'seen'))
ORDER BY site.name, w.starts_at, person.name

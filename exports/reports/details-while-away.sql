/*
title = "Details while suspended, sick, injured or on leave"
group = "Hours and eligibility"
readers = "auditor"
question = "Who was on a detail though his status said that he could not work?"
parameter = [
  {name = "period", kind = "period", default = "last month"},
  {name = "status", kind = "choice", choices = ["all", "suspended", "light_duty", "injured", "sick", "leave", "probation", "departed"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "officer"},
  {name = "status"},
  {name = "from_on", label = "From", format = "date"},
  {name = "until_on", label = "Until", format = "date"},
  {name = "position"},
  {name = "starts_at", label = "Detail", format = "instant"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "allowed_by", label = "Allowed by"},
]
chart = {kind = "bars", label = "status"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT w.detail_id, person.badge || ' ' || person.name AS officer, s.kind AS status, s.from_on,
  s.until_on, w.position, w.starts_at, w.minutes,
  (SELECT max(override_by) FROM decision AS x WHERE x.position_id = w.position_id
    AND x.officer_id = w.officer_id) AS allowed_by
FROM officer_status AS s
JOIN work AS w ON w.officer_id = s.officer_id
JOIN person ON person.officer_id = s.officer_id
WHERE s.kind <> 'field_training' AND (:status = 'all' OR s.kind = :status)
  AND w.starts_at >= :from_at AND w.starts_at < :until_at
  AND w.starts_at >= day_start(s.from_on)
  AND (s.until_on IS NULL OR w.starts_at < day_start(s.until_on))
ORDER BY w.starts_at, officer

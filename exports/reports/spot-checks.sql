/*
title = "Site inspections and spot checks"
group = "Attendance"
readers = "chief"
question = "Which seats were drawn and visited, by whom, and what was found?"
parameter = [
  {name = "period", kind = "period", default = "this month", label = "Drawn"},
  {name = "result", kind = "choice", choices = ["all", "present", "absent", "other", "not visited"], default = "all"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "drawn_at", label = "Drawn", format = "instant"},
  {name = "position"},
  {name = "site"},
  {name = "officer"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "result"},
  {name = "checked_at", label = "Visited", format = "instant"},
  {name = "checked_by", label = "By"},
  {name = "words"},
]
chart = {kind = "bars", label = "result"}
opens = {record = "detail", column = "detail_id"}
*/
SELECT p.detail_id, s.drawn_at, p.number AS position, site.name AS site,
  person.badge || ' ' || person.name AS officer, a.starts_at,
  coalesce(s.result, 'not visited') AS result, s.checked_at, s.checked_by, s.words
FROM spot_check AS s
JOIN assignment AS a ON a.id = s.assignment_id
JOIN position AS p ON p.id = a.position_id
JOIN detail AS d ON d.id = p.detail_id
JOIN site ON site.id = d.site_id
JOIN person ON person.officer_id = a.officer_id
WHERE s.drawn_at >= :from_at AND s.drawn_at < :until_at
  AND (:result = 'all' OR coalesce(s.result, 'not visited') = :result)
ORDER BY s.drawn_at DESC, s.place

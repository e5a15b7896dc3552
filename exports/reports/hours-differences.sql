/*
title = "Scheduled, punched, claimed, certified: differences"
group = "Attendance"
readers = "coordinator, auditor"
question = "Where do the hours that each side states differ, by how much, and what was decided?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "minutes", kind = "number", label = "Differing by minutes", default = "15"},
  {name = "officer", kind = "officer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "position"},
  {name = "officer"},
  {name = "worked_on", label = "Date", format = "date"},
  {name = "scheduled", format = "hours", total = true},
  {name = "punched", format = "hours", total = true},
  {name = "claimed", format = "hours", total = true},
  {name = "certified", format = "hours", total = true},
  {name = "entered", format = "hours", total = true},
  {name = "difference", format = "hours"},
  {name = "state"},
]
opens = {record = "detail", column = "detail_id"}
*/
WITH said AS (
  SELECT s.assignment_id, s.stated_by, (s.ended_at - s.started_at) / 60 - s.break_minutes AS minutes
  FROM stated_hours AS s
  WHERE s.id IN (SELECT max(id) FROM stated_hours GROUP BY assignment_id, stated_by)
),
sides AS (
  SELECT w.*, (w.ends_at - w.starts_at) / 60 AS scheduled,
    (SELECT minutes FROM said WHERE assignment_id = w.assignment_id AND stated_by = 'punched')
      AS punched,
    (SELECT minutes FROM said WHERE assignment_id = w.assignment_id AND stated_by = 'claimed')
      AS claimed,
    (SELECT minutes FROM said WHERE assignment_id = w.assignment_id AND stated_by = 'certified')
      AS certified,
    CASE WHEN w.entry_id IS NOT NULL THEN w.minutes END AS entered
  FROM work AS w
  WHERE w.starts_at >= :from_at AND w.starts_at < :until_at AND w.ends_at <= :now_at
    AND (:officer IS NULL OR w.officer_id = :officer)
)
SELECT sides.detail_id, sides.position, person.badge || ' ' || person.name AS officer,
  local_date(sides.starts_at) AS worked_on, scheduled, punched, claimed, certified, entered,
  max(scheduled, coalesce(punched, scheduled), coalesce(claimed, scheduled),
    coalesce(certified, scheduled), coalesce(entered, scheduled))
  - min(scheduled, coalesce(punched, scheduled), coalesce(claimed, scheduled),
    coalesce(certified, scheduled), coalesce(entered, scheduled)) AS difference,
  coalesce(sides.entry_state, 'not entered') AS state
FROM sides JOIN person ON person.officer_id = sides.officer_id
WHERE difference >= coalesce(:minutes, 0)
ORDER BY difference DESC, sides.starts_at

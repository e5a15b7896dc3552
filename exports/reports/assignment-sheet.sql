/*
title = "Daily assignment sheet with vehicles"
group = "Today"
readers = "watch desk, garage"
question = "Which details run on this day, who is on them, and with which vehicles?"
parameter = [
  {name = "date", kind = "date", default = "today"},
  {name = "employer", kind = "employer"},
]
column = [
  {name = "detail_id", hidden = true},
  {name = "detail"},
  {name = "employer"},
  {name = "site"},
  {name = "starts_at", label = "Start", format = "instant"},
  {name = "ends_at", label = "End", format = "instant"},
  {name = "supervisor"},
  {name = "officers"},
  {name = "open", label = "Open", format = "number", total = true},
  {name = "vehicles"},
]
opens = {record = "detail", column = "detail_id"}
*/
SELECT d.id AS detail_id, d.number AS detail, employer.name AS employer, site.name AS site,
  d.starts_at, d.ends_at,
  (SELECT group_concat(person.badge || ' ' || person.name, '; ') FROM seat
    JOIN person ON person.officer_id = seat.officer_id
    WHERE seat.detail_id = d.id AND seat.role <> 'officer') AS supervisor,
  (SELECT group_concat(person.badge || ' ' || person.name, '; ') FROM seat
    JOIN person ON person.officer_id = seat.officer_id
    WHERE seat.detail_id = d.id AND seat.role = 'officer') AS officers,
  (SELECT count(*) FROM seat WHERE seat.detail_id = d.id AND seat.officer_id IS NULL) AS open,
  (SELECT group_concat(trim(coalesce(e.code, u.label, '') || ' ' || u.kind
      || CASE WHEN u.quantity > 1 THEN ' x' || u.quantity ELSE '' END), '; ')
    FROM equipment_use AS u LEFT JOIN equipment AS e ON e.id = u.equipment_id
    WHERE u.detail_id = d.id) AS vehicles
FROM detail AS d
JOIN job AS j ON j.id = d.job_id
JOIN employer ON employer.id = j.employer_id
JOIN site ON site.id = d.site_id
WHERE d.state = 'planned' AND d.starts_at < day_start(add_days(:date, 1))
  AND d.starts_at > day_start(:date) - 172800 AND d.ends_at > day_start(:date)
  AND (:employer IS NULL OR j.employer_id = :employer)
ORDER BY d.starts_at, d.number

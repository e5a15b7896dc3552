/*
title = "Officers on details who can be recalled to duty"
group = "Today"
readers = "chief, emergency desk"
question = "Who is on a detail now and could be called to an emergency, how far away is he, and with what training?"
shows = ["phone"]
parameter = [
  {name = "skill", kind = "text", hint = "a certificate's code, such as K9"},
  {name = "place", kind = "text", label = "Called to", hint = "a known site, or degrees such as 42.3601, -71.0589"},
]
column = [
  {name = "officer_id", hidden = true},
  {name = "officer"},
  {name = "badge"},
  {name = "rank"},
  {name = "unit"},
  {name = "phone"},
  {name = "site"},
  {name = "address"},
  {name = "distance", label = "Metres away", format = "number"},
  {name = "ends_at", label = "Until", format = "instant"},
  {name = "skills"},
]
opens = {record = "officer", column = "officer_id"}
*/
-- Where they are called to: what was typed as degrees, else the first site with that in its name.
WITH typed AS (SELECT instr(:place, ',') AS comma, :place GLOB '[-0-9]*,*[0-9]' AS degrees),
there AS (
  SELECT CAST(round(substr(:place, 1, comma - 1) * 1e6) AS INTEGER) AS lat,
    CAST(round(substr(:place, comma + 1) * 1e6) AS INTEGER) AS lon
  FROM typed WHERE degrees
  UNION ALL
  SELECT lat, lon FROM (SELECT lat, lon FROM site WHERE :place <> '' AND lat IS NOT NULL
    AND lon IS NOT NULL AND name LIKE '%' || :place || '%' ORDER BY name, id LIMIT 1)
  WHERE NOT (SELECT degrees FROM typed)
)
SELECT w.officer_id, person.name AS officer, person.badge, person.rank, person.unit, person.phone,
  site.name AS site, site.address,
  (SELECT metres(site.lat, site.lon, there.lat, there.lon) FROM there) AS distance, w.ends_at,
  (SELECT group_concat(k.code, ' ') FROM certificate AS c
    JOIN certification AS k ON k.id = c.certification_id
    WHERE c.officer_id = w.officer_id AND (c.expires_on IS NULL OR c.expires_on >= :today)
  ) AS skills
FROM work AS w
JOIN person ON person.officer_id = w.officer_id
JOIN site ON site.id = w.site_id
WHERE w.starts_at > :now_at - 172800 AND w.starts_at <= :now_at AND w.ends_at > :now_at
  AND (:skill = '' OR ' ' || skills || ' ' LIKE '% ' || :skill || ' %')
ORDER BY distance IS NULL, distance, person.rank, person.name

"""What waits at the desk and not on a post (hours, cases, papers that run out, invoices), as SQL.

Each gives the columns of `need.Need`; parameters :today, :soon (local ISO dates) and :limit.
"""

from typing import Final

_UNAPPROVED = """
SELECT 'hours', 'timesheet_entry', 0, NULL, min(ended_at),
       count(*) || ' timesheet entries are not approved'
FROM timesheet_entry WHERE state = 'entered' HAVING count(*) > 0
"""

_OVERLAPS = """
SELECT 'cases', 'overlap_case', 0, NULL, min(worked_from_at),
       count(*) || CASE count(*) WHEN 1 THEN ' detail' ELSE ' details' END
       || ' already worked against a later on-duty record'
FROM overlap_case WHERE state IN ('open', 'asked') HAVING count(*) > 0
"""

_SUSPENSIONS = """
SELECT 'suspension', 'suspension', suspension.id, NULL, proposed_at,
       officer.last_name || ': ' || days || ' days of suspension proposed, ' || clause
FROM suspension JOIN officer ON officer.id = officer_id
WHERE suspension.state = 'proposed' ORDER BY proposed_at LIMIT 5
"""

_CERTIFICATES = """
SELECT 'certificate', 'officer', officer.id, NULL, CAST(strftime('%s', expires_on) AS INTEGER),
       officer.last_name || ', ' || certification.name || ' runs out on ' || expires_on
FROM certificate
JOIN officer ON officer.id = certificate.officer_id
JOIN certification ON certification.id = certificate.certification_id
WHERE expires_on BETWEEN :today AND :soon
  AND NOT EXISTS (SELECT 1 FROM certificate AS later WHERE later.officer_id = officer.id
                  AND later.certification_id = certification.id
                  AND coalesce(later.expires_on, '9999') > certificate.expires_on)
ORDER BY expires_on LIMIT :limit
"""

_INSURANCE = """
SELECT 'insurance', 'employer', employer.id, NULL,
       CAST(strftime('%s', insurance_until) AS INTEGER),
       employer.name || ': insured until ' || insurance_until
FROM employer
WHERE insurance_until BETWEEN :today AND :soon AND coalesce(insurance_waived, '') = ''
  AND coalesce(standing, '') <> 'denied'
ORDER BY insurance_until LIMIT :limit
"""

_PAPERS = """
SELECT 'paper', substr(subject, 1, instr(subject, ':') - 1),
       CAST(substr(subject, instr(subject, ':') + 1) AS INTEGER), NULL,
       CAST(strftime('%s', expires_on) AS INTEGER), name || ' runs out on ' || expires_on
FROM kept_file
WHERE expires_on BETWEEN :today AND :soon AND removed_at IS NULL
  AND kind <> 'insurance' AND substr(subject, 1, instr(subject, ':')) IN ('employer:', 'officer:')
  AND NOT EXISTS (SELECT 1 FROM kept_file AS later WHERE later.subject = kept_file.subject
                  AND later.kind = kept_file.kind AND later.removed_at IS NULL
                  AND coalesce(later.expires_on, '9999') > kept_file.expires_on)
ORDER BY expires_on LIMIT :limit
"""

_UNINVOICED = """
SELECT 'invoice', 'employer', employer.id, NULL, min(entry.ended_at),
       employer.name || ': worked and not invoiced'
FROM timesheet_entry AS entry INDEXED BY timesheet_entry_unbilled
JOIN assignment ON assignment.id = entry.assignment_id
JOIN position ON position.id = assignment.position_id
JOIN detail ON detail.id = position.detail_id
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
WHERE entry.state = 'approved' AND entry.invoice_id IS NULL
  AND NOT instr(replace(job.rate_facts, ' ', ''), '"payer":"agency"') > 0
GROUP BY employer.id ORDER BY 5 LIMIT 5
"""

DESK_NEEDS: Final = (
    _UNAPPROVED,
    _OVERLAPS,
    _SUSPENSIONS,
    _CERTIFICATES,
    _INSURANCE,
    _PAPERS,
    _UNINVOICED,
)

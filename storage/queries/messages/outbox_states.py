"""Where a message stands, as SQL: worked out from its own state, its last attempt, and the time.

The expressions speak of a message `m`, its last attempt `d` (LAST_ATTEMPT) and `:now`.
"""

STALE_SECONDS = 300
"""An attempt that began longer ago than any hand-over may last was cut off: fate unknown."""

STATES = (
    "draft",
    "held",
    "due",
    "sending",
    "waiting",
    "sent",
    "failed",
    "unknown",
    "unreachable",
    "expired",
    "recalled",
    "cancelled",
)
"""Where a message stands, from its own state, its last attempt and the time."""

# The last attempt that counts. Mail of unknown fate is tried again, since it keeps its Message-ID;
# a text is not.
LAST_ATTEMPT = """
LEFT JOIN delivery AS d ON d.message_id = m.id AND d.n > m.tries_from
  AND d.n = (SELECT max(n) FROM delivery WHERE message_id = m.id)
"""
_CUT_OFF = f"(d.outcome = 'begun' AND abs(:now - d.began_at) > {STALE_SECONDS})"
_AGAIN = f"""
((d.outcome IN ('failed', 'unknown') AND d.next_at IS NOT NULL)
 OR ({_CUT_OFF} AND m.channel = 'email'))
"""
STATE = f"""
CASE
  WHEN m.state <> 'queued' THEN m.state
  WHEN m.channel = 'none' THEN 'unreachable'
  WHEN d.outcome = 'sent' THEN 'sent'
  WHEN d.outcome = 'refused' THEN 'failed'
  WHEN d.outcome = 'begun' AND NOT {_CUT_OFF} THEN 'sending'
  WHEN d.outcome = 'failed' AND d.next_at IS NULL THEN 'failed'
  WHEN d.outcome IS NOT NULL AND NOT {_AGAIN} THEN 'unknown'
  WHEN m.not_after_at <= :now THEN 'expired'
  WHEN d.next_at > :now THEN 'waiting'
  WHEN m.leaves_at > :now THEN 'held'
  ELSE 'due'
END
"""
NOT_SENT = "NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id AND outcome = 'sent')"
"""Asked first, it spares most messages the search for their last attempt."""

HEARD = """
coalesce((SELECT kind FROM delivery_report WHERE message_id = m.id ORDER BY CASE kind
  WHEN 'answered' THEN 1 WHEN 'read' THEN 2 WHEN 'delivered' THEN 3 WHEN 'bounced' THEN 4 ELSE 5 END
  LIMIT 1), '')
"""
"""What was heard of a message after it was handed over, the most telling of it: a kind of report.

An answer is worth more than a bounce, which a second address of the same person may have caused.
"""

HEARD_STATES = ("delivered", "delayed", "bounced", "read", "answered")
"""What may have been heard of a message beyond its state, which then is sent."""

STANDS = f"""
iif(({STATE}) IN ('sent', 'unknown'), coalesce(nullif({HEARD}, ''), {STATE}), {STATE})
"""
"""Both in one word, for lists."""

IS_DUE = f"""
m.state = 'queued' AND m.channel <> 'none' AND m.leaves_at <= :now AND m.not_after_at > :now
AND (d.id IS NULL OR ({_AGAIN} AND coalesce(d.next_at, 0) <= :now))
"""

CREATE TABLE desk_day (
	day_on VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	keys INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	PRIMARY KEY (day_on, who), 
	CONSTRAINT day_on_date CHECK (day_on IS NULL OR day_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
)
-- ;
CREATE TABLE disclosure (
	id INTEGER NOT NULL, 
	subject VARCHAR NOT NULL, 
	kinds VARCHAR NOT NULL, 
	asked_at INTEGER NOT NULL, 
	PRIMARY KEY (id)
)
-- ;
CREATE INDEX ix_disclosure_subject ON disclosure (subject)
-- ;
CREATE TABLE report_schedule (
	id INTEGER NOT NULL, 
	report VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	asked VARCHAR NOT NULL, 
	formats VARCHAR NOT NULL, 
	recipients VARCHAR NOT NULL, 
	every VARCHAR NOT NULL, 
	day INTEGER, 
	at_clock VARCHAR NOT NULL, 
	next_on VARCHAR NOT NULL, 
	last_made_at INTEGER, 
	trouble VARCHAR NOT NULL, 
	ended_at INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT every_known CHECK (every IN ('day', 'week', 'month', 'quarter', 'year')), 
	CONSTRAINT next_on_date CHECK (next_on IS NULL OR next_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT at_clock_clock CHECK (at_clock IS NULL OR (at_clock GLOB '[0-2][0-9]:[0-5][0-9]' AND at_clock < '24:00'))
)
-- ;
CREATE INDEX ix_report_schedule_next_on ON report_schedule (next_on)
-- ;
CREATE TABLE zone_offset (
	from_at INTEGER NOT NULL, 
	seconds INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	PRIMARY KEY (from_at)
)
-- ;
CREATE TABLE hold (
	id INTEGER NOT NULL, 
	officer_id INTEGER, 
	employer_id INTEGER, 
	job_id INTEGER, 
	ground VARCHAR NOT NULL, 
	placed_at INTEGER NOT NULL, 
	placed_by VARCHAR NOT NULL, 
	lifted_at INTEGER, 
	lifted_by VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(job_id) REFERENCES job (id)
)
-- ;
CREATE INDEX ix_hold_employer_id ON hold (employer_id)
-- ;
CREATE INDEX ix_hold_job_id ON hold (job_id)
-- ;
CREATE INDEX ix_hold_lifted_at ON hold (lifted_at)
-- ;
CREATE INDEX ix_hold_officer_id ON hold (officer_id)
-- ;
CREATE TABLE audit_finding (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	test VARCHAR NOT NULL, 
	exception VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	ground VARCHAR NOT NULL, 
	officer_id INTEGER, 
	detail_id INTEGER, 
	employer_id INTEGER, 
	found_on VARCHAR NOT NULL, 
	found_by VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	due_on VARCHAR, 
	state VARCHAR NOT NULL, 
	asked_at INTEGER, 
	answer VARCHAR NOT NULL, 
	answered_at INTEGER, 
	done VARCHAR NOT NULL, 
	evidence VARCHAR NOT NULL, 
	closed_at INTEGER, 
	closed_by VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'answered', 'closed')), 
	CONSTRAINT found_on_date CHECK (found_on IS NULL OR found_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT due_on_date CHECK (due_on IS NULL OR due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (number), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_audit_finding_detail_id ON audit_finding (detail_id)
-- ;
CREATE INDEX ix_audit_finding_employer_id ON audit_finding (employer_id)
-- ;
CREATE INDEX ix_audit_finding_officer_id ON audit_finding (officer_id)
-- ;
CREATE INDEX ix_audit_finding_state ON audit_finding (state)
-- ;
CREATE INDEX ix_audit_finding_test ON audit_finding (test)
-- ;
CREATE TABLE message (
	id INTEGER NOT NULL, 
	event VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	officer_id INTEGER, 
	contact_id INTEGER, 
	detail_id INTEGER, 
	invoice_id INTEGER, 
	channel VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	trouble VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	queued_at INTEGER NOT NULL, 
	leaves_at INTEGER NOT NULL, 
	not_after_at INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	tries_from INTEGER NOT NULL, 
	occasion VARCHAR, 
	instead_of_id INTEGER, 
	reply_code_id INTEGER, 
	position_id INTEGER, 
	urgent BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT event_known CHECK (event IN ('posted', 'offered', 'closing', 'assigned', 'not_awarded', 'confirm', 'confirmed', 'unassigned', 'called_off', 'wanted', 'filled', 'changed', 'cancelled', 'reminder', 'not_seen', 'late', 'proposed', 'not_exchanged', 'hours_due', 'hours_approved', 'certify', 'invoice', 'receipt', 'debt', 'paid', 'statement', 'expiring', 'feedback', 'digest', 'approval', 'request_received', 'request_quoted', 'request_approved', 'request_refused', 'reply', 'seal', 'report', 'warning', 'broadcast', 'correction')), 
	CONSTRAINT state_known CHECK (state IN ('draft', 'queued', 'held', 'recalled', 'cancelled')), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT audience_known CHECK (audience IN ('officer', 'substitute', 'employer', 'coordinator', 'supervisor', 'command')), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	UNIQUE ("key"), 
	UNIQUE (occasion), 
	FOREIGN KEY(instead_of_id) REFERENCES message (id), 
	FOREIGN KEY(reply_code_id) REFERENCES reply_code (id), 
	FOREIGN KEY(position_id) REFERENCES position (id)
)
-- ;
CREATE INDEX ix_message_contact_id ON message (contact_id)
-- ;
CREATE INDEX ix_message_detail_id ON message (detail_id)
-- ;
CREATE INDEX ix_message_instead_of_id ON message (instead_of_id)
-- ;
CREATE INDEX ix_message_invoice_id ON message (invoice_id)
-- ;
CREATE INDEX ix_message_officer_id ON message (officer_id)
-- ;
CREATE INDEX ix_message_position_id ON message (position_id)
-- ;
CREATE INDEX ix_message_reply_code_id ON message (reply_code_id)
-- ;
CREATE INDEX message_unreachable ON message (not_after_at) WHERE channel = 'none'
-- ;
CREATE INDEX message_waiting ON message (state, not_after_at, leaves_at)

CREATE TABLE mailbox_mark (
	source VARCHAR NOT NULL, 
	epoch VARCHAR NOT NULL, 
	last VARCHAR NOT NULL, 
	read_at INTEGER NOT NULL, 
	trouble VARCHAR NOT NULL, 
	PRIMARY KEY (source)
)
-- ;
CREATE TABLE officer (
	id INTEGER NOT NULL, 
	badge VARCHAR NOT NULL, 
	last_name VARCHAR NOT NULL, 
	first_name VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	hired_on VARCHAR, 
	seniority_on VARCHAR, 
	seniority_tie INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	approved BOOLEAN NOT NULL, 
	home_lat INTEGER, 
	home_lon INTEGER, 
	tier VARCHAR, 
	eligible_on VARCHAR, 
	figures VARCHAR, 
	channels VARCHAR, 
	quiet_from VARCHAR, 
	quiet_until VARCHAR, 
	urgent_anyway BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT hired_on_date CHECK (hired_on IS NULL OR hired_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT seniority_on_date CHECK (seniority_on IS NULL OR seniority_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT eligible_on_date CHECK (eligible_on IS NULL OR eligible_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT quiet_from_clock CHECK (quiet_from IS NULL OR (quiet_from GLOB '[0-2][0-9]:[0-5][0-9]' AND quiet_from < '24:00')), 
	CONSTRAINT quiet_until_clock CHECK (quiet_until IS NULL OR (quiet_until GLOB '[0-2][0-9]:[0-5][0-9]' AND quiet_until < '24:00')), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT home_lat_range CHECK (home_lat BETWEEN -90000000 AND 90000000), 
	CONSTRAINT home_lon_range CHECK (home_lon BETWEEN -180000000 AND 180000000), 
	UNIQUE (badge)
)
-- ;
CREATE INDEX ix_officer_last_name ON officer (last_name)
-- ;
CREATE TABLE approval_request (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	officer_id INTEGER, 
	asked_of VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	asked_at INTEGER NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	wanted VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	answered_at INTEGER, 
	answer VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'given', 'refused', 'withdrawn')), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_approval_request_officer_id ON approval_request (officer_id)
-- ;
CREATE INDEX ix_approval_request_state ON approval_request (state)
-- ;
CREATE INDEX ix_approval_request_subject ON approval_request (subject)
-- ;
CREATE TABLE availability (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	stated_at INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('available', 'unavailable')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_availability_officer_id ON availability (officer_id)
-- ;
CREATE INDEX ix_availability_starts_at ON availability (starts_at)
-- ;
CREATE TABLE contact (
	id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	hears_changes BOOLEAN NOT NULL, 
	quiet_from VARCHAR, 
	quiet_until VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT quiet_from_clock CHECK (quiet_from IS NULL OR (quiet_from GLOB '[0-2][0-9]:[0-5][0-9]' AND quiet_from < '24:00')), 
	CONSTRAINT quiet_until_clock CHECK (quiet_until IS NULL OR (quiet_until GLOB '[0-2][0-9]:[0-5][0-9]' AND quiet_until < '24:00')), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_contact_employer_id ON contact (employer_id)
-- ;
CREATE TABLE consent (
	id INTEGER NOT NULL, 
	officer_id INTEGER, 
	contact_id INTEGER, 
	channel VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	stated_at INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('given', 'withdrawn')), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
-- ;
CREATE INDEX ix_consent_address ON consent (address)
-- ;
CREATE INDEX ix_consent_contact_id ON consent (contact_id)
-- ;
CREATE INDEX ix_consent_officer_id ON consent (officer_id)
-- ;
CREATE TABLE detail (
	id INTEGER NOT NULL, 
	job_id INTEGER NOT NULL, 
	site_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	starts_wall VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	cancelled_at INTEGER, 
	cancel_reason VARCHAR NOT NULL, 
	call_sign VARCHAR NOT NULL, 
	reference VARCHAR NOT NULL, 
	posted_at INTEGER, 
	cancelled_by VARCHAR, 
	circumstances VARCHAR, 
	rate_facts VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('planned', 'cancelled')), 
	CONSTRAINT cancelled_by_known CHECK (cancelled_by IN ('employer', 'agency')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(job_id) REFERENCES job (id), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	UNIQUE (number)
)
-- ;
CREATE INDEX ix_detail_ends_at ON detail (ends_at)
-- ;
CREATE INDEX ix_detail_job_id ON detail (job_id)
-- ;
CREATE INDEX ix_detail_reference ON detail (reference)
-- ;
CREATE INDEX ix_detail_site_id ON detail (site_id)
-- ;
CREATE INDEX ix_detail_starts_at ON detail (starts_at)
-- ;
CREATE TABLE feedback (
	id INTEGER NOT NULL, 
	detail_id INTEGER NOT NULL, 
	side VARCHAR NOT NULL, 
	contact_id INTEGER, 
	officer_id INTEGER, 
	score INTEGER, 
	words VARCHAR NOT NULL, 
	asked_at INTEGER NOT NULL, 
	closes_at INTEGER NOT NULL, 
	given_at INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT side_known CHECK (side IN ('officer', 'substitute', 'employer', 'coordinator', 'supervisor', 'command')), 
	CONSTRAINT score_range CHECK (score IS NULL OR score BETWEEN 1 AND 5), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_feedback_contact_id ON feedback (contact_id)
-- ;
CREATE INDEX ix_feedback_detail_id ON feedback (detail_id)
-- ;
CREATE INDEX ix_feedback_officer_id ON feedback (officer_id)
-- ;
CREATE TABLE offer (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	wave INTEGER NOT NULL, 
	offered_at INTEGER NOT NULL, 
	expires_at INTEGER, 
	state VARCHAR NOT NULL, 
	answered_at INTEGER, 
	reason VARCHAR, 
	window INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn', 'unreached')), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_offer_offered_at ON offer (offered_at)
-- ;
CREATE INDEX ix_offer_officer_id ON offer (officer_id)
-- ;
CREATE INDEX ix_offer_position_id ON offer (position_id)
-- ;
CREATE TABLE reply_code (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	officer_id INTEGER, 
	contact_id INTEGER, 
	employer_id INTEGER, 
	approval_id INTEGER, 
	position_id INTEGER, 
	detail_id INTEGER, 
	made_at INTEGER NOT NULL, 
	closes_at INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT one_person CHECK ((officer_id IS NOT NULL) + (contact_id IS NOT NULL) + (employer_id IS NOT NULL) + (approval_id IS NOT NULL) = 1), 
	UNIQUE (code), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(approval_id) REFERENCES approval_request (id), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(detail_id) REFERENCES detail (id)
)
-- ;
CREATE INDEX ix_reply_code_approval_id ON reply_code (approval_id)
-- ;
CREATE INDEX ix_reply_code_contact_id ON reply_code (contact_id)
-- ;
CREATE INDEX ix_reply_code_detail_id ON reply_code (detail_id)
-- ;
CREATE INDEX ix_reply_code_employer_id ON reply_code (employer_id)
-- ;
CREATE INDEX ix_reply_code_position_id ON reply_code (position_id)
-- ;
CREATE UNIQUE INDEX reply_code_of_officer ON reply_code (officer_id, position_id)
-- ;
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	how VARCHAR NOT NULL, 
	awarded_at INTEGER NOT NULL, 
	decision_id INTEGER, 
	confirmed_at INTEGER, 
	seen_at INTEGER, 
	left_at INTEGER, 
	expected_at INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('assigned', 'confirmed', 'worked', 'called_off', 'released', 'no_show')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(decision_id) REFERENCES decision (id)
)
-- ;
CREATE INDEX assignment_by_award ON assignment (officer_id, awarded_at)
-- ;
CREATE INDEX assignment_by_officer ON assignment (officer_id, starts_at, ends_at, state, position_id)
-- ;
CREATE INDEX assignment_by_start ON assignment (starts_at, ends_at, state, position_id, officer_id)
-- ;
CREATE INDEX assignment_long ON assignment (ends_at) WHERE ends_at - starts_at > 172800
-- ;
CREATE UNIQUE INDEX assignment_one_live ON assignment (position_id) WHERE state IN ('assigned', 'confirmed', 'worked')
-- ;
CREATE INDEX assignment_uncommon ON assignment (starts_at) WHERE how IN ('order', 'take over')
-- ;
CREATE INDEX ix_assignment_decision_id ON assignment (decision_id)
-- ;
CREATE INDEX ix_assignment_position_id ON assignment (position_id)
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
	CONSTRAINT event_known CHECK (event IN ('posted', 'offered', 'closing', 'assigned', 'not_awarded', 'confirm', 'confirmed', 'unassigned', 'called_off', 'wanted', 'filled', 'changed', 'cancelled', 'reminder', 'not_seen', 'late', 'proposed', 'not_exchanged', 'hours_due', 'hours_approved', 'certify', 'invoice', 'receipt', 'debt', 'paid', 'statement', 'expiring', 'feedback', 'digest', 'approval', 'reply', 'broadcast', 'correction')), 
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
-- ;
CREATE TABLE message_attachment (
	id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	made_of VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(message_id) REFERENCES message (id)
)
-- ;
CREATE INDEX ix_message_attachment_message_id ON message_attachment (message_id)
-- ;
CREATE TABLE received (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	sent_at INTEGER, 
	received_at INTEGER NOT NULL, 
	read_at INTEGER NOT NULL, 
	officer_id INTEGER, 
	contact_id INTEGER, 
	employer_id INTEGER, 
	code VARCHAR NOT NULL, 
	position_id INTEGER, 
	detail_id INTEGER, 
	approval_id INTEGER, 
	meaning VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	settled_by VARCHAR NOT NULL, 
	settled_at INTEGER, 
	answer_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT state_known CHECK (state IN ('waiting', 'done', 'ignored', 'automatic')), 
	UNIQUE ("key"), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(approval_id) REFERENCES approval_request (id), 
	FOREIGN KEY(answer_id) REFERENCES message (id)
)
-- ;
CREATE INDEX ix_received_address ON received (address)
-- ;
CREATE INDEX ix_received_answer_id ON received (answer_id)
-- ;
CREATE INDEX ix_received_approval_id ON received (approval_id)
-- ;
CREATE INDEX ix_received_contact_id ON received (contact_id)
-- ;
CREATE INDEX ix_received_detail_id ON received (detail_id)
-- ;
CREATE INDEX ix_received_employer_id ON received (employer_id)
-- ;
CREATE INDEX ix_received_officer_id ON received (officer_id)
-- ;
CREATE INDEX ix_received_position_id ON received (position_id)
-- ;
CREATE INDEX received_waiting ON received (received_at) WHERE state = 'waiting'
-- ;
CREATE TABLE delivery_report (
	id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	received_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('delivered', 'delayed', 'bounced', 'read', 'answered')), 
	FOREIGN KEY(message_id) REFERENCES message (id), 
	FOREIGN KEY(received_id) REFERENCES received (id)
)
-- ;
CREATE INDEX ix_delivery_report_at ON delivery_report (at)
-- ;
CREATE INDEX ix_delivery_report_message_id ON delivery_report (message_id)
-- ;
CREATE TABLE punch (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	received_at INTEGER NOT NULL, 
	minutes INTEGER, 
	lat INTEGER, 
	lon INTEGER, 
	source VARCHAR NOT NULL, 
	received_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('en_route', 'in', 'out', 'late')), 
	CONSTRAINT lat_range CHECK (lat BETWEEN -90000000 AND 90000000), 
	CONSTRAINT lon_range CHECK (lon BETWEEN -180000000 AND 180000000), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(received_id) REFERENCES received (id)
)
-- ;
CREATE INDEX ix_punch_assignment_id ON punch (assignment_id)
-- ;
CREATE INDEX ix_punch_received_id ON punch (received_id)
-- ;
CREATE TABLE raw_mail (
	id INTEGER NOT NULL, 
	received_id INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	length INTEGER NOT NULL, 
	cut BOOLEAN NOT NULL, 
	data BLOB NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (received_id), 
	FOREIGN KEY(received_id) REFERENCES received (id)
)

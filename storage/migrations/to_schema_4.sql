CREATE TABLE employer (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	po_number VARCHAR NOT NULL, 
	payment_terms_days INTEGER, 
	fee_exempt BOOLEAN NOT NULL, 
	tax_exempt BOOLEAN NOT NULL, 
	insurance_until VARCHAR, 
	blocked_reason VARCHAR NOT NULL, 
	exempt BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT insurance_until_date CHECK (insurance_until IS NULL OR insurance_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (number)
)
-- ;
CREATE INDEX ix_employer_name ON employer (name)
-- ;
CREATE TABLE redress (
	id INTEGER NOT NULL, 
	found_at INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	correction VARCHAR NOT NULL, 
	since_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	awards INTEGER NOT NULL, 
	differing INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT since_on_date CHECK (since_on IS NULL OR since_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT since_on_before_until_on CHECK (until_on IS NULL OR until_on > since_on)
)
-- ;
CREATE TABLE template (
	id INTEGER NOT NULL, 
	event VARCHAR NOT NULL, 
	audience VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	PRIMARY KEY (id)
)
-- ;
CREATE TABLE "conflict" (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	employer_id INTEGER, 
	other_officer_id INTEGER, 
	relation VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT relation_known CHECK (relation IN ('own_business', 'works_for', 'family', 'brought', 'supervises', 'other')), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	CONSTRAINT employer_or_officer CHECK ((employer_id IS NULL) <> (other_officer_id IS NULL)), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(other_officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_conflict_employer_id ON "conflict" (employer_id)
-- ;
CREATE INDEX ix_conflict_officer_id ON "conflict" (officer_id)
-- ;
CREATE INDEX ix_conflict_other_officer_id ON "conflict" (other_officer_id)
-- ;
CREATE TABLE exclusion (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	employer_id INTEGER NOT NULL, 
	side VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	decided_by VARCHAR NOT NULL, 
	reply VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT side_known CHECK (side IN ('employer', 'officer', 'agency')), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_exclusion_employer_id ON exclusion (employer_id)
-- ;
CREATE INDEX ix_exclusion_officer_id ON exclusion (officer_id)
-- ;
CREATE TABLE group_member (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_group_member_name ON group_member (name)
-- ;
CREATE INDEX ix_group_member_officer_id ON group_member (officer_id)
-- ;
CREATE TABLE outside_work (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	employer VARCHAR NOT NULL, 
	employer_kind VARCHAR NOT NULL, 
	job_class VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_outside_work_officer_id ON outside_work (officer_id)
-- ;
CREATE INDEX ix_outside_work_starts_at ON outside_work (starts_at)
-- ;
CREATE TABLE shift (
	id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	leave_kind VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('regular', 'overtime', 'court', 'training', 'leave', 'sick')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(batch_id) REFERENCES shift_batch (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX shift_by_batch ON shift (batch_id, starts_at, ends_at, officer_id, kind)
-- ;
CREATE INDEX shift_by_officer ON shift (officer_id, starts_at, ends_at, batch_id, kind)
-- ;
CREATE INDEX shift_long ON shift (batch_id, ends_at) WHERE ends_at - starts_at > 172800
-- ;
CREATE TABLE shift_overlay (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	hides_shift_id INTEGER, 
	starts_at INTEGER, 
	ends_at INTEGER, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	leave_kind VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('regular', 'overtime', 'court', 'training', 'leave', 'sick')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_shift_overlay_hides_shift_id ON shift_overlay (hides_shift_id)
-- ;
CREATE INDEX ix_shift_overlay_officer_id ON shift_overlay (officer_id)
-- ;
CREATE INDEX ix_shift_overlay_starts_at ON shift_overlay (starts_at)
-- ;
CREATE TABLE job (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	employer_id INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	job_class VARCHAR NOT NULL, 
	contact_id INTEGER, 
	po_number VARCHAR NOT NULL, 
	post_orders VARCHAR NOT NULL, 
	rate_card VARCHAR NOT NULL, 
	rate_facts VARCHAR NOT NULL, 
	requested_at INTEGER, 
	state VARCHAR NOT NULL, 
	circumstances VARCHAR, 
	run_by VARCHAR, 
	led_by_id INTEGER, 
	asked_officer_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'closed', 'cancelled')), 
	UNIQUE (number), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(led_by_id) REFERENCES officer (id), 
	FOREIGN KEY(asked_officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_job_asked_officer_id ON job (asked_officer_id)
-- ;
CREATE INDEX ix_job_contact_id ON job (contact_id)
-- ;
CREATE INDEX ix_job_employer_id ON job (employer_id)
-- ;
CREATE INDEX ix_job_led_by_id ON job (led_by_id)
-- ;
CREATE TABLE remedy (
	id INTEGER NOT NULL, 
	redress_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	minutes INTEGER NOT NULL, 
	cents INTEGER NOT NULL, 
	details INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	settled_at INTEGER, 
	settled_by VARCHAR NOT NULL, 
	tally_entry_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('owed', 'given', 'waived')), 
	FOREIGN KEY(redress_id) REFERENCES redress (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(tally_entry_id) REFERENCES tally_entry (id)
)
-- ;
CREATE INDEX ix_remedy_officer_id ON remedy (officer_id)
-- ;
CREATE INDEX ix_remedy_redress_id ON remedy (redress_id)
-- ;
CREATE INDEX ix_remedy_state ON remedy (state)
-- ;
CREATE INDEX ix_remedy_tally_entry_id ON remedy (tally_entry_id)
-- ;
CREATE TABLE suspension (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	clause VARCHAR NOT NULL, 
	event_on VARCHAR NOT NULL, 
	step INTEGER NOT NULL, 
	days INTEGER NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR NOT NULL, 
	proposed_at INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	decided_by VARCHAR NOT NULL, 
	decided_at INTEGER, 
	status_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('proposed', 'confirmed', 'dismissed')), 
	CONSTRAINT event_on_date CHECK (event_on IS NULL OR event_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(status_id) REFERENCES officer_status (id)
)
-- ;
CREATE INDEX ix_suspension_officer_id ON suspension (officer_id)
-- ;
CREATE INDEX ix_suspension_state ON suspension (state)
-- ;
CREATE INDEX ix_suspension_status_id ON suspension (status_id)
-- ;
CREATE TABLE standing_assignment (
	id INTEGER NOT NULL, 
	job_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	weekdays VARCHAR NOT NULL, 
	from_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	decided_by VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT from_on_date CHECK (from_on IS NULL OR from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT from_on_before_until_on CHECK (until_on IS NULL OR until_on > from_on), 
	FOREIGN KEY(job_id) REFERENCES job (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_standing_assignment_job_id ON standing_assignment (job_id)
-- ;
CREATE INDEX ix_standing_assignment_officer_id ON standing_assignment (officer_id)
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
	PRIMARY KEY (id), 
	CONSTRAINT event_known CHECK (event IN ('assigned', 'unassigned', 'called_off', 'filled', 'changed', 'cancelled', 'offered', 'proposed', 'not_exchanged', 'invoice', 'correction')), 
	CONSTRAINT state_known CHECK (state IN ('draft', 'queued', 'held', 'recalled', 'cancelled')), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT audience_known CHECK (audience IN ('officer', 'substitute', 'employer', 'coordinator')), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(invoice_id) REFERENCES invoice (id), 
	UNIQUE ("key")
)
-- ;
CREATE INDEX ix_message_contact_id ON message (contact_id)
-- ;
CREATE INDEX ix_message_detail_id ON message (detail_id)
-- ;
CREATE INDEX ix_message_invoice_id ON message (invoice_id)
-- ;
CREATE INDEX ix_message_officer_id ON message (officer_id)
-- ;
CREATE INDEX message_unreachable ON message (not_after_at) WHERE channel = 'none'
-- ;
CREATE INDEX message_waiting ON message (state, not_after_at, leaves_at)
-- ;
CREATE TABLE position (
	id INTEGER NOT NULL, 
	detail_id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	rank_id INTEGER, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	cancelled BOOLEAN NOT NULL, 
	split_from_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	UNIQUE (number), 
	FOREIGN KEY(rank_id) REFERENCES rank (id), 
	FOREIGN KEY(split_from_id) REFERENCES position (id)
)
-- ;
CREATE INDEX ix_position_detail_id ON position (detail_id)
-- ;
CREATE INDEX ix_position_rank_id ON position (rank_id)
-- ;
CREATE INDEX ix_position_split_from_id ON position (split_from_id)
-- ;
CREATE INDEX ix_position_starts_at ON position (starts_at)
-- ;
CREATE TABLE call_off (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	called_at INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	taken_by VARCHAR NOT NULL, 
	given_to_id INTEGER, 
	reported BOOLEAN, 
	rule VARCHAR, 
	in_grace BOOLEAN, 
	allowed_by VARCHAR, 
	by_message BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT reason_known CHECK (reason IN ('sick', 'family', 'court', 'duty', 'injured', 'transport', 'mistake', 'police_need', 'other')), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(given_to_id) REFERENCES officer (id)
)
-- ;
CREATE UNIQUE INDEX ix_call_off_assignment_id ON call_off (assignment_id)
-- ;
CREATE INDEX ix_call_off_called_at ON call_off (called_at)
-- ;
CREATE INDEX ix_call_off_given_to_id ON call_off (given_to_id)
-- ;
CREATE INDEX ix_call_off_position_id ON call_off (position_id)
-- ;
CREATE TABLE exchange (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	other_assignment_id INTEGER, 
	proposed_at INTEGER NOT NULL, 
	proposed_by VARCHAR NOT NULL, 
	giver_agreed_at INTEGER, 
	taker_agreed_at INTEGER, 
	state VARCHAR NOT NULL, 
	settled_at INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('proposed', 'done', 'refused', 'withdrawn')), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(other_assignment_id) REFERENCES assignment (id)
)
-- ;
CREATE INDEX ix_exchange_assignment_id ON exchange (assignment_id)
-- ;
CREATE INDEX ix_exchange_officer_id ON exchange (officer_id)
-- ;
CREATE INDEX ix_exchange_other_assignment_id ON exchange (other_assignment_id)
-- ;
CREATE TABLE overlap_case (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	batch_id INTEGER, 
	source VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	leave_kind VARCHAR, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	came_at INTEGER NOT NULL, 
	worked_from_at INTEGER NOT NULL, 
	worked_until_at INTEGER NOT NULL, 
	told_from_at INTEGER NOT NULL, 
	told_until_at INTEGER NOT NULL, 
	found_at INTEGER NOT NULL, 
	known_at INTEGER, 
	knew BOOLEAN NOT NULL, 
	reason VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	was VARCHAR NOT NULL, 
	gone_why VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	answered_at INTEGER, 
	decided_by VARCHAR NOT NULL, 
	decided_at INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'asked', 'cleared', 'upheld', 'gone')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(batch_id) REFERENCES shift_batch (id)
)
-- ;
CREATE INDEX ix_overlap_case_assignment_id ON overlap_case (assignment_id)
-- ;
CREATE INDEX ix_overlap_case_batch_id ON overlap_case (batch_id)
-- ;
CREATE INDEX ix_overlap_case_officer_id ON overlap_case (officer_id)
-- ;
CREATE INDEX ix_overlap_case_state ON overlap_case (state)

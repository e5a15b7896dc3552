CREATE TABLE baton (
	id INTEGER NOT NULL, 
	given_at INTEGER NOT NULL, 
	given_by VARCHAR NOT NULL, 
	from_station INTEGER NOT NULL, 
	to_station INTEGER NOT NULL, 
	to_name VARCHAR NOT NULL, 
	head VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	received_at INTEGER, 
	returned_at INTEGER, 
	back_at INTEGER, 
	reclaimed_at INTEGER, 
	PRIMARY KEY (id)
)
-- ;
CREATE TABLE certification (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR, 
	renews_months INTEGER, 
	remind_days INTEGER, 
	for_all BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('certificate', 'training', 'permit', 'paper')), 
	UNIQUE (code)
)
-- ;
CREATE TABLE custom_field (
	id INTEGER NOT NULL, 
	record VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	choices VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	retired BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT record_known CHECK (record IN ('employer', 'officer', 'job')), 
	CONSTRAINT kind_known CHECK (kind IN ('text', 'number', 'date', 'yes_no', 'choice'))
)
-- ;
CREATE TABLE dispatch_entry (
	id INTEGER NOT NULL, 
	batch VARCHAR NOT NULL, 
	call_sign VARCHAR NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at)
)
-- ;
CREATE INDEX ix_dispatch_entry_batch ON dispatch_entry (batch)
-- ;
CREATE INDEX ix_dispatch_entry_call_sign ON dispatch_entry (call_sign)
-- ;
CREATE INDEX ix_dispatch_entry_starts_at ON dispatch_entry (starts_at)
-- ;
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
	tax_number VARCHAR, 
	standing VARCHAR, 
	standing_on VARCHAR, 
	standing_by VARCHAR, 
	standing_words VARCHAR, 
	blocked_until_on VARCHAR, 
	blocked_by VARCHAR, 
	insurance_cents INTEGER, 
	insurance_waived VARCHAR, 
	terms_sha256 VARCHAR, 
	terms_on VARCHAR, 
	terms_by VARCHAR, 
	closes VARCHAR, 
	custom VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT insurance_until_date CHECK (insurance_until IS NULL OR insurance_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT standing_on_date CHECK (standing_on IS NULL OR standing_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT blocked_until_on_date CHECK (blocked_until_on IS NULL OR blocked_until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT terms_on_date CHECK (terms_on IS NULL OR terms_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT standing_known CHECK (standing IN ('approved', 'denied')), 
	UNIQUE (number)
)
-- ;
CREATE INDEX ix_employer_name ON employer (name)
-- ;
CREATE INDEX ix_employer_tax_number ON employer (tax_number)
-- ;
CREATE TABLE equipment (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	mileage INTEGER, 
	words VARCHAR NOT NULL, 
	retired_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT retired_on_date CHECK (retired_on IS NULL OR retired_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (code)
)
-- ;
CREATE INDEX ix_equipment_kind ON equipment (kind)
-- ;
CREATE TABLE intake (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	effective_on VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT effective_on_date CHECK (effective_on IS NULL OR effective_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	UNIQUE (effective_on)
)
-- ;
CREATE TABLE merge_conflict (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	tbl VARCHAR NOT NULL, 
	"row" INTEGER NOT NULL, 
	other_row INTEGER, 
	base VARCHAR, 
	lower VARCHAR, 
	higher VARCHAR, 
	lower_station INTEGER NOT NULL, 
	higher_station INTEGER NOT NULL, 
	stands INTEGER NOT NULL, 
	found_at INTEGER NOT NULL, 
	taken INTEGER, 
	settled_at INTEGER, 
	settled_by VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('changed', 'removed', 'clash'))
)
-- ;
CREATE INDEX ix_merge_conflict_found_at ON merge_conflict (found_at)
-- ;
CREATE TABLE note (
	id INTEGER NOT NULL, 
	subject VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	written_at INTEGER NOT NULL, 
	written_by VARCHAR NOT NULL, 
	due_at INTEGER, 
	done_at INTEGER, 
	kind VARCHAR, 
	restricted BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('site_visit', 'after_action', 'incident', 'complaint'))
)
-- ;
CREATE INDEX ix_note_due_at ON note (due_at)
-- ;
CREATE INDEX ix_note_subject ON note (subject)
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
	custom VARCHAR, 
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
CREATE TABLE watched_file (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	seen_at INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	settled_at INTEGER, 
	problems VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('waiting', 'done', 'refused'))
)
-- ;
CREATE INDEX ix_watched_file_source ON watched_file (source)
-- ;
CREATE TABLE watched_source (
	name VARCHAR NOT NULL, 
	looked_at INTEGER NOT NULL, 
	taken_at INTEGER, 
	trouble VARCHAR NOT NULL, 
	PRIMARY KEY (name)
)
-- ;
CREATE TABLE written_file (
	"key" VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	written_at INTEGER, 
	looked_at INTEGER NOT NULL, 
	trouble VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
)
-- ;
CREATE TABLE certificate (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	certification_id INTEGER NOT NULL, 
	issued_on VARCHAR, 
	expires_on VARCHAR, 
	number VARCHAR, 
	approved_by VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT issued_on_date CHECK (issued_on IS NULL OR issued_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT expires_on_date CHECK (expires_on IS NULL OR expires_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(officer_id) REFERENCES officer (id), 
	FOREIGN KEY(certification_id) REFERENCES certification (id)
)
-- ;
CREATE INDEX ix_certificate_certification_id ON certificate (certification_id)
-- ;
CREATE INDEX ix_certificate_expires_on ON certificate (expires_on)
-- ;
CREATE INDEX ix_certificate_officer_id ON certificate (officer_id)
-- ;
CREATE TABLE equipment_out (
	id INTEGER NOT NULL, 
	equipment_id INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(equipment_id) REFERENCES equipment (id)
)
-- ;
CREATE INDEX ix_equipment_out_equipment_id ON equipment_out (equipment_id)
-- ;
CREATE TABLE job_template (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	employer_id INTEGER, 
	job_class VARCHAR NOT NULL, 
	fields VARCHAR NOT NULL, 
	kept_by VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_job_template_employer_id ON job_template (employer_id)
-- ;
CREATE TABLE site (
	id INTEGER NOT NULL, 
	employer_id INTEGER, 
	name VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	lat INTEGER, 
	lon INTEGER, 
	radius_m INTEGER, 
	code_word VARCHAR, 
	notes VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT lat_range CHECK (lat BETWEEN -90000000 AND 90000000), 
	CONSTRAINT lon_range CHECK (lon BETWEEN -180000000 AND 180000000), 
	FOREIGN KEY(employer_id) REFERENCES employer (id)
)
-- ;
CREATE INDEX ix_site_employer_id ON site (employer_id)
-- ;
CREATE INDEX ix_site_name ON site (name)
-- ;
CREATE TABLE request (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	intake_id INTEGER, 
	employer_id INTEGER, 
	contact_id INTEGER, 
	firm VARCHAR NOT NULL, 
	asker VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	event VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	site_id INTEGER, 
	place VARCHAR NOT NULL, 
	answers VARCHAR NOT NULL, 
	wanted VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	po_number VARCHAR NOT NULL, 
	asked_officer_id INTEGER, 
	requested_at INTEGER NOT NULL, 
	received_at INTEGER NOT NULL, 
	price_cents INTEGER, 
	price_words VARCHAR NOT NULL, 
	terms_sha256 VARCHAR NOT NULL, 
	terms_at INTEGER, 
	terms_by VARCHAR NOT NULL, 
	risk INTEGER, 
	approval_id INTEGER, 
	decided_at INTEGER, 
	decided_by VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	clause VARCHAR NOT NULL, 
	allowed_by VARCHAR NOT NULL, 
	allowed_why VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('received', 'waiting', 'approved', 'refused', 'withdrawn', 'booked')), 
	CONSTRAINT source_known CHECK (source IN ('phone', 'form', 'pdf', 'mail', 'copy')), 
	UNIQUE (number), 
	FOREIGN KEY(intake_id) REFERENCES intake (id), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	FOREIGN KEY(asked_officer_id) REFERENCES officer (id), 
	FOREIGN KEY(approval_id) REFERENCES approval_request (id)
)
-- ;
CREATE INDEX ix_request_approval_id ON request (approval_id)
-- ;
CREATE INDEX ix_request_asked_officer_id ON request (asked_officer_id)
-- ;
CREATE INDEX ix_request_contact_id ON request (contact_id)
-- ;
CREATE INDEX ix_request_digest ON request (digest)
-- ;
CREATE INDEX ix_request_employer_id ON request (employer_id)
-- ;
CREATE INDEX ix_request_intake_id ON request (intake_id)
-- ;
CREATE INDEX ix_request_received_at ON request (received_at)
-- ;
CREATE INDEX ix_request_site_id ON request (site_id)
-- ;
CREATE INDEX ix_request_state ON request (state)
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
	request_id INTEGER, 
	custom VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'closed', 'cancelled')), 
	UNIQUE (number), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id), 
	FOREIGN KEY(led_by_id) REFERENCES officer (id), 
	FOREIGN KEY(asked_officer_id) REFERENCES officer (id), 
	FOREIGN KEY(request_id) REFERENCES request (id)
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
CREATE INDEX ix_job_request_id ON job (request_id)
-- ;
CREATE TABLE request_check (
	id INTEGER NOT NULL, 
	request_id INTEGER NOT NULL, 
	item VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	noted_at INTEGER NOT NULL, 
	noted_by VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('met', 'failed', 'waived')), 
	FOREIGN KEY(request_id) REFERENCES request (id)
)
-- ;
CREATE INDEX ix_request_check_request_id ON request_check (request_id)
-- ;
CREATE TABLE series (
	id INTEGER NOT NULL, 
	job_id INTEGER NOT NULL, 
	site_id INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	starts_on VARCHAR NOT NULL, 
	until_on VARCHAR, 
	starts_clock VARCHAR NOT NULL, 
	ends_clock VARCHAR NOT NULL, 
	crew VARCHAR NOT NULL, 
	equipment VARCHAR NOT NULL, 
	call_sign VARCHAR NOT NULL, 
	skips_closed BOOLEAN NOT NULL, 
	paused_from_on VARCHAR, 
	paused_until_on VARCHAR, 
	ahead_days INTEGER NOT NULL, 
	made_until_on VARCHAR, 
	renew_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT starts_on_date CHECK (starts_on IS NULL OR starts_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT until_on_date CHECK (until_on IS NULL OR until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT paused_from_on_date CHECK (paused_from_on IS NULL OR paused_from_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT paused_until_on_date CHECK (paused_until_on IS NULL OR paused_until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT made_until_on_date CHECK (made_until_on IS NULL OR made_until_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT renew_on_date CHECK (renew_on IS NULL OR renew_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT starts_clock_clock CHECK (starts_clock IS NULL OR (starts_clock GLOB '[0-2][0-9]:[0-5][0-9]' AND starts_clock < '24:00')), 
	CONSTRAINT ends_clock_clock CHECK (ends_clock IS NULL OR (ends_clock GLOB '[0-2][0-9]:[0-5][0-9]' AND ends_clock < '24:00')), 
	FOREIGN KEY(job_id) REFERENCES job (id), 
	FOREIGN KEY(site_id) REFERENCES site (id)
)
-- ;
CREATE INDEX ix_series_job_id ON series (job_id)
-- ;
CREATE INDEX ix_series_site_id ON series (site_id)
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
	series_id INTEGER, 
	series_on VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('planned', 'cancelled')), 
	CONSTRAINT cancelled_by_known CHECK (cancelled_by IN ('employer', 'agency')), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	CONSTRAINT series_on_date CHECK (series_on IS NULL OR series_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(job_id) REFERENCES job (id), 
	FOREIGN KEY(site_id) REFERENCES site (id), 
	UNIQUE (number), 
	FOREIGN KEY(series_id) REFERENCES series (id)
)
-- ;
CREATE UNIQUE INDEX detail_of_series ON detail (series_id, series_on)
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
CREATE TABLE series_exception (
	id INTEGER NOT NULL, 
	series_id INTEGER NOT NULL, 
	for_on VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT for_on_date CHECK (for_on IS NULL OR for_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT kind_known CHECK (kind IN ('skipped', 'added')), 
	FOREIGN KEY(series_id) REFERENCES series (id)
)
-- ;
CREATE UNIQUE INDEX series_exception_on ON series_exception (series_id, for_on)
-- ;
CREATE TABLE equipment_use (
	id INTEGER NOT NULL, 
	detail_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	quantity INTEGER NOT NULL, 
	starts_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	equipment_id INTEGER, 
	officer_id INTEGER, 
	mileage_out INTEGER, 
	mileage_in INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT quantity_not_negative CHECK (quantity >= 0), 
	CONSTRAINT starts_at_before_ends_at CHECK (ends_at IS NULL OR ends_at > starts_at), 
	FOREIGN KEY(detail_id) REFERENCES detail (id), 
	FOREIGN KEY(equipment_id) REFERENCES equipment (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_equipment_use_detail_id ON equipment_use (detail_id)
-- ;
CREATE INDEX ix_equipment_use_equipment_id ON equipment_use (equipment_id)
-- ;
CREATE INDEX ix_equipment_use_officer_id ON equipment_use (officer_id)
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
	muster_at INTEGER, 
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
	CONSTRAINT event_known CHECK (event IN ('posted', 'offered', 'closing', 'assigned', 'not_awarded', 'confirm', 'confirmed', 'unassigned', 'called_off', 'wanted', 'filled', 'changed', 'cancelled', 'reminder', 'not_seen', 'late', 'proposed', 'not_exchanged', 'hours_due', 'hours_approved', 'certify', 'invoice', 'receipt', 'debt', 'paid', 'statement', 'expiring', 'feedback', 'digest', 'approval', 'request_received', 'request_quoted', 'request_approved', 'request_refused', 'reply', 'broadcast', 'correction')), 
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
	request_id INTEGER, 
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
	FOREIGN KEY(request_id) REFERENCES request (id), 
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
CREATE INDEX ix_received_request_id ON received (request_id)
-- ;
CREATE INDEX received_waiting ON received (received_at) WHERE state = 'waiting'
-- ;
CREATE TABLE spot_check (
	id INTEGER NOT NULL, 
	assignment_id INTEGER NOT NULL, 
	seed VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	drawn_at INTEGER NOT NULL, 
	result VARCHAR, 
	checked_at INTEGER, 
	checked_by VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT result_known CHECK (result IN ('present', 'absent', 'other')), 
	FOREIGN KEY(assignment_id) REFERENCES assignment (id)
)
-- ;
CREATE INDEX ix_spot_check_assignment_id ON spot_check (assignment_id)
-- ;
CREATE TABLE kept_file (
	id INTEGER NOT NULL, 
	subject VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	length INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	added_at INTEGER NOT NULL, 
	added_by VARCHAR NOT NULL, 
	received_id INTEGER, 
	expires_on VARCHAR, 
	removed_at INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('permit', 'traffic_plan', 'insurance', 'terms', 'post_orders', 'signed_sheet', 'picture', 'other')), 
	CONSTRAINT expires_on_date CHECK (expires_on IS NULL OR expires_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	FOREIGN KEY(received_id) REFERENCES received (id)
)
-- ;
CREATE INDEX ix_kept_file_expires_on ON kept_file (expires_on)
-- ;
CREATE INDEX ix_kept_file_received_id ON kept_file (received_id)
-- ;
CREATE INDEX ix_kept_file_sha256 ON kept_file (sha256)
-- ;
CREATE INDEX ix_kept_file_subject ON kept_file (subject)
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
	presence VARCHAR, 
	distance_m INTEGER, 
	accuracy_m INTEGER, 
	code_word BOOLEAN, 
	PRIMARY KEY (id), 
	CONSTRAINT kind_known CHECK (kind IN ('en_route', 'in', 'out', 'late')), 
	CONSTRAINT presence_known CHECK (presence IN ('inside', 'outside', 'none')), 
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
CREATE INDEX punch_with_place ON punch (received_at) WHERE lat IS NOT NULL

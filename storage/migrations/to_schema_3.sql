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
	PRIMARY KEY (id), 
	CONSTRAINT hired_on_date CHECK (hired_on IS NULL OR hired_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT seniority_on_date CHECK (seniority_on IS NULL OR seniority_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT eligible_on_date CHECK (eligible_on IS NULL OR eligible_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), 
	CONSTRAINT channel_known CHECK (channel IN ('email', 'sms', 'push', 'none')), 
	CONSTRAINT home_lat_range CHECK (home_lat BETWEEN -90000000 AND 90000000), 
	CONSTRAINT home_lon_range CHECK (home_lon BETWEEN -180000000 AND 180000000), 
	UNIQUE (badge)
)
-- ;
CREATE INDEX ix_officer_last_name ON officer (last_name)
-- ;
CREATE TABLE list_state (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	as_of_at INTEGER NOT NULL, 
	mark_id INTEGER, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(mark_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_list_state_mark_id ON list_state (mark_id)
-- ;
CREATE INDEX ix_list_state_name ON list_state (name)
-- ;
CREATE TABLE tally_entry (
	id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	tally VARCHAR NOT NULL, 
	counts_at INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	words VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_tally_entry_officer_id ON tally_entry (officer_id)
-- ;
CREATE INDEX ix_tally_entry_tally ON tally_entry (tally)
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
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'closed', 'cancelled')), 
	UNIQUE (number), 
	FOREIGN KEY(employer_id) REFERENCES employer (id), 
	FOREIGN KEY(contact_id) REFERENCES contact (id)
)
-- ;
CREATE INDEX ix_job_contact_id ON job (contact_id)
-- ;
CREATE INDEX ix_job_employer_id ON job (employer_id)
-- ;
CREATE TABLE list_place (
	id INTEGER NOT NULL, 
	list_state_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(list_state_id) REFERENCES list_state (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_list_place_list_state_id ON list_place (list_state_id)
-- ;
CREATE INDEX ix_list_place_officer_id ON list_place (officer_id)
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
CREATE TABLE call_note (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	outcome VARCHAR NOT NULL, 
	called_at INTEGER NOT NULL, 
	again_at INTEGER, 
	reason VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT outcome_known CHECK (outcome IN ('no_answer', 'refused', 'wrong_number', 'rings_back', 'accepted', 'on_duty')), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_call_note_called_at ON call_note (called_at)
-- ;
CREATE INDEX ix_call_note_officer_id ON call_note (officer_id)
-- ;
CREATE INDEX ix_call_note_position_id ON call_note (position_id)
-- ;
CREATE TABLE interest (
	id INTEGER NOT NULL, 
	position_id INTEGER NOT NULL, 
	officer_id INTEGER NOT NULL, 
	expressed_at INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	withdrawn_at INTEGER, 
	read_at INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY(position_id) REFERENCES position (id), 
	FOREIGN KEY(officer_id) REFERENCES officer (id)
)
-- ;
CREATE INDEX ix_interest_officer_id ON interest (officer_id)
-- ;
CREATE INDEX ix_interest_position_id ON interest (position_id)
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
	PRIMARY KEY (id), 
	CONSTRAINT state_known CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')), 
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
CREATE INDEX assignment_by_award ON assignment (officer_id, awarded_at)
-- ;
CREATE INDEX assignment_uncommon ON assignment (starts_at) WHERE how IN ('order', 'take over')
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

-- A section's revisions are numbered without gaps. The id of a removal is empty, and its text is missing.
create table revisions (
    topic text not null,
    section text not null,
    number bigint not null,
    id text not null,
    at bigint not null,
    draft bigint not null,
    text text,
    way text not null,
    note text,
    community text,
    person text,
    person_name text,
    primary key (topic, section, number)
);

-- All sections' newest ids are read from it at a start, without going through the texts.
create index revisions_newest on revisions (topic, section, number, id);
create index revisions_topic on revisions (topic, at);

create table audit (
    id text not null primary key,
    at bigint not null,
    community text not null,
    person text not null,
    person_name text not null,
    act text not null,
    target text not null,
    outcome text not null,
    detail text
);

create index audit_at on audit (at);

create table flags (
    id text not null primary key,
    at bigint not null,
    topic text not null,
    section text not null,
    revision text not null,
    reason text not null,
    community text not null,
    person text not null,
    person_name text not null,
    state text not null,
    since bigint not null,
    curator_community text,
    curator text,
    curator_name text
);

create index flags_state on flags (state, at);
create index flags_reader on flags (community, person, at);

-- Whether the last try was refused: a refused try is not counted, so that whoever waits as told is let in.
alter table rate_limits add column refused boolean not null default false;

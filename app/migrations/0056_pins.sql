-- A comment on a design may be about one part of it: its path, which it keeps from version to version, and the version at which
-- somebody pointed at it.
alter table comments
  add column pin text check (length(pin) between 1 and 500),
  add column pin_version integer check (pin_version between 1 and 200),
  add constraint comments_pin check ((pin is null) = (pin_version is null)) not valid;

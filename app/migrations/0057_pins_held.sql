alter table comments validate constraint comments_pin;

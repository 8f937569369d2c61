-- What 0060 added without looking through what was there.
alter table design_versions validate constraint design_versions_priced;
alter table design_versions validate constraint design_versions_price_whole;

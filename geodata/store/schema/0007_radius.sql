-- How far from its point an event may have been that is only known to be near it. Ten kilometres are what "near" alone means (guide, Near).
ALTER TABLE event ADD COLUMN radius_km DOUBLE;
UPDATE event SET radius_km = 10 WHERE geo_precision = 'near';

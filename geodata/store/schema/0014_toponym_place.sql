-- Which articles name a place: the map's layer of mentions asks at each click.
CREATE INDEX toponym_place ON toponym (geonameid);
